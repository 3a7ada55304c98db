// Letters of other scripts as Latin ones, roughly: enough to find and compare a name, never to print one. Plain data and one loop.

/** The name in Latin letters where a table knows how; everything else stays. Expects small letters. */
export function romanise(text: string): string {
  const spelt = [...text];
  return spelt.map((letter, place) => romaniseLetter(letter, spelt[place - 1] ?? '', spelt[place + 1] ?? '')).join('');
}

function romaniseLetter(letter: string, previous: string, next: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x80) return letter;
  if (code >= 0xac00 && code <= 0xd7a3) return hangul(code);
  if (isIndic(code)) return indic(code & 0x7f, next);
  if (code >= 0x4e00 && code <= 0x9fff) return ` ${letters.get(letter) ?? letter} `; // every character is a word
  const isFirst = !/\p{L}/u.test(previous);
  return (isFirst ? atWordStart[letter] : undefined) ?? letters.get(letter) ?? letter;
}

// Official Ukrainian table of 2010 (Cabinet resolution 55): these five read differently at the beginning of a word.
const atWordStart: Record<string, string> = { є: 'ye', ї: 'yi', й: 'y', ю: 'yu', я: 'ya' };

/** Pairs of a letter and its reading, separated by blanks. */
function table(pairs: string): [string, string][] {
  return pairs
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [letter = '', ...reading] = [...pair];
      return [letter, reading.join('')];
    });
}

const latin = 'đd ðd øo łl þth ßss æae œoe ħh ıi ŋn ƚl ƛl ɫl ɬl ʔ ʼ ʻ ʷw ƙk ɓb ɗd ƴy ɨi ʉu ɂ ⱥa ȼc ꟈ ';
const cyrillic =
  'аa бb вv гh ґg дd еe єie жzh зz иy іi їi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ь эe ' +
  'юiu яia ёe ыy ъ ўu ђdj јj љlj њnj ћc џdz ѕdz ќk ѓg әa ғg қk ңn өo ұu үu һh ';
const greek = 'αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo ';
const arabic =
  'اa أa إi آa ٱa ىa ةa بb پp تt ثth جj چch حh خkh دd ذdh رr زz ژzh سs شsh صs ضd طt ظz ع غgh فf قq كk کk گg لl مm نn هh ہh ھh وu ؤu يi یi ئi ےe ء ٹt ڈd ڑr ںn ';
const hebrew = 'אa בb גg דd הh וv זz חch טt יi כk ךk לl מm םm נn ןn סs ע פp ףf צts ץts קk רr שsh תt ';
// The most frequent Chinese surnames, in Mandarin; other characters stay as they are and agree only with themselves.
const han =
  '王wang 李li 张zhang 張zhang 刘liu 劉liu 陈chen 陳chen 杨yang 楊yang 赵zhao 趙zhao 黄huang 黃huang 周zhou 吴wu 吳wu 徐xu 孙sun 孫sun ' +
  '胡hu 朱zhu 高gao 林lin 何he 郭guo 马ma 馬ma 罗luo 羅luo 梁liang 宋song 郑zheng 鄭zheng 谢xie 謝xie 韩han 韓han 唐tang 冯feng 馮feng ' +
  '于yu 董dong 萧xiao 蕭xiao 程cheng 曹cao 袁yuan 邓deng 鄧deng 许xu 許xu 傅fu 沈shen 曾zeng 彭peng 吕lu 呂lu 苏su 蘇su 卢lu 盧lu ' +
  '蒋jiang 蔣jiang 蔡cai 贾jia 賈jia 丁ding 魏wei 薛xue 叶ye 葉ye 阎yan 閻yan 余yu 潘pan 杜du 戴dai 夏xia 钟zhong 鍾zhong 汪wang 田tian ' +
  '任ren 姜jiang 范fan 方fang 石shi 姚yao 谭tan 譚tan 廖liao 邹zou 鄒zou 熊xiong 金jin 陆lu 陸lu 郝hao 孔kong 白bai 崔cui 康kang 毛mao ' +
  '邱qiu 秦qin 江jiang 史shi 顾gu 顧gu 侯hou 邵shao 孟meng 龙long 龍long 万wan 萬wan 段duan 雷lei 钱qian 錢qian 汤tang 湯tang 尹yin 黎li ';
// Unified Canadian Aboriginal Syllabics by their Unicode names, the long vowels shortened, o read as the Inuktitut u.
const syllabics =
  'ᐁe ᐂai ᐃi ᐄi ᐅu ᐆu ᐇu ᐈee ᐉi ᐊa ᐋa ᐌwe ᐍwe ᐎwi ᐏwi ᐐwi ᐑwi ᐒwu ᐓwu ᐔwu ᐕwu ᐖwu ᐗwa ᐘwa ᐙwa ᐚwa ᐛwa ' +
  'ᐜai ᐝw ᐫen ᐬin ᐭun ᐮan ᐯpe ᐰpai ᐱpi ᐲpi ᐳpu ᐴpu ᐵpu ᐶhee ᐷhi ᐸpa ᐹpa ᐺpwe ᐻpwe ᐼpwi ᐽpwi ᐾpwi ᐿpwi ' +
  'ᑀpwu ᑁpwu ᑂpwu ᑃpwu ᑄpwa ᑅpwa ᑆpwa ᑇpwa ᑈpwa ᑉp ᑊp ᑋh ᑌte ᑍtai ᑎti ᑏti ᑐtu ᑑtu ᑒtu ᑓdee ᑔdi ᑕta ᑖta ' +
  'ᑗtwe ᑘtwe ᑙtwi ᑚtwi ᑛtwi ᑜtwi ᑝtwu ᑞtwu ᑟtwu ᑠtwu ᑡtwa ᑢtwa ᑣtwa ᑤtwa ᑥtwa ᑦt ᑧtte ᑨtti ᑩttu ᑪtta ' +
  'ᑫke ᑬkai ᑭki ᑮki ᑯku ᑰku ᑱku ᑲka ᑳka ᑴkwe ᑵkwe ᑶkwi ᑷkwi ᑸkwi ᑹkwi ᑺkwu ᑻkwu ᑼkwu ᑽkwu ᑾkwa ᑿkwa ' +
  'ᒀkwa ᒁkwa ᒂkwa ᒃk ᒄkw ᒅkeh ᒆkih ᒇkuh ᒈkah ᒉce ᒊcai ᒋci ᒌci ᒍcu ᒎcu ᒏcu ᒐca ᒑca ᒒcwe ᒓcwe ᒔcwi ᒕcwi ' +
  'ᒖcwi ᒗcwi ᒘcwu ᒙcwu ᒚcwu ᒛcwu ᒜcwa ᒝcwa ᒞcwa ᒟcwa ᒠcwa ᒡc ᒢth ᒣme ᒤmai ᒥmi ᒦmi ᒧmu ᒨmu ᒩmu ᒪma ᒫma ' +
  'ᒬmwe ᒭmwe ᒮmwi ᒯmwi ᒰmwi ᒱmwi ᒲmwu ᒳmwu ᒴmwu ᒵmwu ᒶmwa ᒷmwa ᒸmwa ᒹmwa ᒺmwa ᒻm ᒼm ᒽmh ᒾm ᒿm ᓀne ᓁnai ' +
  'ᓂni ᓃni ᓄnu ᓅnu ᓆnu ᓇna ᓈna ᓉnwe ᓊnwe ᓋnwa ᓌnwa ᓍnwa ᓎnwa ᓏnwa ᓐn ᓑng ᓒnh ᓓle ᓔlai ᓕli ᓖli ᓗlu ᓘlu ' +
  'ᓙlu ᓚla ᓛla ᓜlwe ᓝlwe ᓞlwi ᓟlwi ᓠlwi ᓡlwi ᓢlwu ᓣlwu ᓤlwu ᓥlwu ᓦlwa ᓧlwa ᓨlwa ᓩlwa ᓪl ᓫl ᓭse ᓮsai ' +
  'ᓯsi ᓰsi ᓱsu ᓲsu ᓳsu ᓴsa ᓵsa ᓶswe ᓷswe ᓸswi ᓹswi ᓺswi ᓻswi ᓼswu ᓽswu ᓾswu ᓿswu ᔀswa ᔁswa ᔂswa ᔃswa ' +
  'ᔄswa ᔅs ᔆs ᔇsw ᔈs ᔉsk ᔊskw ᔌspwa ᔍstwa ᔎskwa ᔏscwa ᔐshe ᔑshi ᔒshi ᔓshu ᔔshu ᔕsha ᔖsha ᔗshwe ᔘshwe ' +
  'ᔙshwi ᔚshwi ᔛshwi ᔜshwi ᔝshwu ᔞshwu ᔟshwu ᔠshwu ᔡshwa ᔢshwa ᔣshwa ᔤshwa ᔥsh ᔦye ᔧyai ᔨyi ᔩyi ᔪyu ' +
  'ᔫyu ᔬyu ᔭya ᔮya ᔯywe ᔰywe ᔱywi ᔲywi ᔳywi ᔴywi ᔵywu ᔶywu ᔷywu ᔸywu ᔹywa ᔺywa ᔻywa ᔼywa ᔽywa ᔾy ᕀy ' +
  'ᕁyi ᕂre ᕃre ᕄle ᕅrai ᕆri ᕇri ᕈru ᕉru ᕊlu ᕋra ᕌra ᕍla ᕎrwa ᕏrwa ᕐr ᕑr ᕓfe ᕔfai ᕕfi ᕖfi ᕗfu ᕘfu ᕙfa ' +
  'ᕚfa ᕛfwa ᕜfwa ᕝf ᕞthe ᕟthe ᕠthi ᕡthi ᕢthi ᕣthi ᕤthu ᕥthu ᕦtha ᕧtha ᕨthwa ᕩthwa ᕪth ᕫtthe ᕬtthi ' +
  'ᕭtthu ᕮttha ᕯtth ᕰtye ᕱtyi ᕲtyu ᕳtya ᕴhe ᕵhi ᕶhi ᕷhu ᕸhu ᕹha ᕺha ᕻh ᕼh ᕽhk ᕾqai ᕿqi ᖀqi ᖁqu ᖂqu ᖃqa ' +
  'ᖄqa ᖅq ᖆtlhe ᖇtlhi ᖈtlhu ᖉtlha ᖊre ᖋri ᖌru ᖍra ᖎngai ᖏngi ᖐngi ᖑngu ᖒngu ᖓnga ᖔnga ᖕng ᖖnng ᖗshe ' +
  'ᖘshi ᖙshu ᖚsha ᖛthe ᖜthi ᖝthu ᖞtha ᖟth ᖠlhi ᖡlhi ᖢlhu ᖣlhu ᖤlha ᖥlha ᖦlh ᖧthe ᖨthi ᖩthi ᖪthu ᖫthu ' +
  'ᖬtha ᖭtha ᖮth ᖯb ᖰe ᖱi ᖲu ᖳa ᖴwe ᖵwi ᖶwu ᖷwa ᖸne ᖹni ᖺnu ᖻna ᖼke ᖽki ᖾku ᖿka ᗀhe ᗁhi ᗂhu ᗃha ᗄghu ' +
  'ᗅghu ᗆghe ᗇghee ᗈghi ᗉgha ᗊru ᗋru ᗌre ᗍree ᗎri ᗏra ᗐwu ᗑwu ᗒwe ᗓwee ᗔwi ᗕwa ᗖhwu ᗗhwu ᗘhwe ᗙhwee ' +
  'ᗚhwi ᗛhwa ᗜthu ᗝthu ᗞthe ᗟthee ᗠthi ᗡtha ᗢttu ᗣttu ᗤtte ᗥttee ᗦtti ᗧtta ᗨpu ᗩpu ᗪpe ᗫpee ᗬpi ᗭpa ᗮp ' +
  'ᗯgu ᗰgu ᗱge ᗲgee ᗳgi ᗴga ᗵkhu ᗶkhu ᗷkhe ᗸkhee ᗹkhi ᗺkha ᗻkku ᗼkku ᗽkke ᗾkkee ᗿkki ᘀkka ᘁkk ᘂnu ᘃnu ' +
  'ᘄne ᘅnee ᘆni ᘇna ᘈmu ᘉmu ᘊme ᘋmee ᘌmi ᘍma ᘎyu ᘏyu ᘐye ᘑyee ᘒyi ᘓya ᘔju ᘕju ᘖju ᘗje ᘘjee ᘙji ᘚji ᘛja ' +
  'ᘜjju ᘝjju ᘞjje ᘟjjee ᘠjji ᘡjja ᘢlu ᘣlu ᘤle ᘥlee ᘦli ᘧla ᘨdlu ᘩdlu ᘪdle ᘫdlee ᘬdli ᘭdla ᘮlhu ᘯlhu ' +
  'ᘰlhe ᘱlhee ᘲlhi ᘳlha ᘴtlhu ᘵtlhu ᘶtlhe ᘷtlhee ᘸtlhi ᘹtlha ᘺtlu ᘻtlu ᘼtle ᘽtlee ᘾtli ᘿtla ᙀzu ᙁzu ' +
  'ᙂze ᙃzee ᙄzi ᙅza ᙆz ᙈdzu ᙉdzu ᙊdze ᙋdzee ᙌdzi ᙍdza ᙎsu ᙏsu ᙐse ᙑsee ᙒsi ᙓsa ᙔshu ᙕshu ᙖshe ᙗshee ' +
  'ᙘshi ᙙsha ᙚsh ᙛtsu ᙜtsu ᙝtse ᙞtsee ᙟtsi ᙠtsa ᙡchu ᙢchu ᙣche ᙤchee ᙥchi ᙦcha ᙧttsu ᙨttsu ᙩttse ' +
  'ᙪttsee ᙫttsi ᙬttsa ᙯqai ᙰngai ᙱnngi ᙲnngi ᙳnngu ᙴnngu ᙵnnga ᙶnnga ᙷthwee ᙸthwi ᙹthwi ᙺthwu ᙻthwu ' +
  'ᙼthwa ᙽthwa ᙿw';

const letters = new Map([latin, cyrillic, greek, arabic, hebrew, han, syllabics].flatMap(table));

// The scripts of India share one order of letters within their blocks (ISCII): one table reads Gurmukhi, Devanagari and the rest.
const indicConsonants = [
  'k',
  'kh',
  'g',
  'gh',
  'n',
  'ch',
  'chh',
  'j',
  'jh',
  'n',
  't',
  'th',
  'd',
  'dh',
  'n',
  't',
  'th',
  'd',
  'dh',
  'n',
  'n',
  'p',
  'ph',
  'b',
  'bh',
  'm',
  'y',
  'r',
  'r',
  'l',
  'l',
  'l',
  'v',
  'sh',
  'sh',
  's',
  'h',
]; // from 0x15
const indicVowels = ['a', 'a', 'i', 'i', 'u', 'u', 'ri', 'li', 'e', 'e', 'e', 'ai', 'o', 'o', 'o', 'au']; // from 0x05
const indicSigns = ['a', 'i', 'i', 'u', 'u', 'ri', 'ri', 'e', 'e', 'e', 'ai', 'o', 'o', 'o', 'au', '']; // from 0x3e, the last one is the virama

function isIndic(code: number): boolean {
  return code >= 0x0900 && code <= 0x0d7f;
}

/** A consonant carries an a, unless a vowel sign or the virama follows or the word ends. */
function indic(place: number, next: string): string {
  if (place <= 0x02 || place === 0x70) return 'n';
  const consonant = indicConsonants[place - 0x15];
  if (place < 0x15 || consonant === undefined) return indicVowels[place - 0x05] ?? indicSigns[place - 0x3e] ?? '';
  const nextCode = next.codePointAt(0) ?? 0;
  const nextPlace = nextCode & 0x7f;
  const keepsVowel = isIndic(nextCode) && !(nextPlace >= 0x3e && nextPlace <= 0x4d);
  return keepsVowel ? `${consonant}a` : consonant;
}

const initials = ['g', 'kk', 'n', 'd', 'tt', 'r', 'm', 'b', 'pp', 's', 'ss', '', 'j', 'jj', 'ch', 'k', 't', 'p', 'h'];
const medials = [
  'a',
  'ae',
  'ya',
  'yae',
  'eo',
  'e',
  'yeo',
  'ye',
  'o',
  'wa',
  'wae',
  'oe',
  'yo',
  'u',
  'wo',
  'we',
  'wi',
  'yu',
  'eu',
  'ui',
  'i',
];
const finals = [
  '',
  'k',
  'k',
  'k',
  'n',
  'n',
  'n',
  't',
  'l',
  'k',
  'm',
  'l',
  'l',
  'l',
  'p',
  'l',
  'm',
  'p',
  'p',
  't',
  't',
  'ng',
  't',
  't',
  'k',
  't',
  'p',
  'h',
];

/** Revised Romanisation, syllable by syllable. */
function hangul(code: number): string {
  const index = code - 0xac00;
  const [initial, medial, final] = [Math.floor(index / 588), Math.floor((index % 588) / 28), index % 28];
  return `${initials[initial] ?? ''}${medials[medial] ?? ''}${finals[final] ?? ''}`;
}
