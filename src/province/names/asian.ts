import type { Random } from '#kernel/random.ts';
import {
  type BirthGender,
  type Culture,
  type Given,
  list,
  near,
  plain,
  plainCulture,
  scripted,
  skewed,
} from './culture.ts';
import { nicknames } from './english.ts';

const punjabiMale = scripted(`
  Gurpreet=ਗੁਰਪ੍ਰੀਤ Harpreet=ਹਰਪ੍ਰੀਤ Manpreet=ਮਨਪ੍ਰੀਤ Arjan=ਅਰਜਨ Jaspal=ਜਸਪਾਲ Karan=ਕਰਨ Amrit=ਅੰਮ੍ਰਿਤ Fateh=ਫਤਿਹ Baljit=ਬਲਜੀਤ
  Ranjit=ਰਣਜੀਤ Sukhdev=ਸੁਖਦੇਵ Dilraj=ਦਿਲਰਾਜ Ekam=ਏਕਮ Gurnoor=ਗੁਰਨੂਰ Jujhar=ਜੁਝਾਰ Angad=ਅੰਗਦ Nihal=ਨਿਹਾਲ Veer=ਵੀਰ Gurveer=ਗੁਰਵੀਰ
`);
const punjabiFemale = scripted(`
  Harpreet=ਹਰਪ੍ਰੀਤ Simran=ਸਿਮਰਨ Jasleen=ਜਸਲੀਨ Amrit=ਅੰਮ੍ਰਿਤ Navneet=ਨਵਨੀਤ Gurleen=ਗੁਰਲੀਨ Manpreet=ਮਨਪ੍ਰੀਤ Kiran=ਕਿਰਨ Prabhjot=ਪ੍ਰਭਜੋਤ
  Seerat=ਸੀਰਤ Anmol=ਅਨਮੋਲ Avneet=ਅਵਨੀਤ Rajvir=ਰਾਜਵੀਰ Baani=ਬਾਣੀ Jasmine=ਜੈਸਮੀਨ Sukhmani=ਸੁਖਮਨੀ Mehar=ਮੇਹਰ Ravneet=ਰਵਨੀਤ
`);
const punjabiSurnames = scripted(`
  Singh=ਸਿੰਘ Gill=ਗਿੱਲ Sidhu=ਸਿੱਧੂ Dhaliwal=ਧਾਲੀਵਾਲ Sandhu=ਸੰਧੂ Grewal=ਗਰੇਵਾਲ Brar=ਬਰਾੜ Dhillon=ਢਿੱਲੋਂ Bains=ਬੈਂਸ Sekhon=ਸੇਖੋਂ Mann=ਮਾਨ
  Toor=ਤੂਰ Aujla=ਔਜਲਾ Johal=ਜੌਹਲ Hundal=ਹੁੰਦਲ Pannu=ਪੰਨੂ Kang=ਕੰਗ Bhullar=ਭੁੱਲਰ Chahal=ਚਾਹਲ Virk=ਵਿਰਕ
`);

/** Singh or Kaur stands as middle name beside a clan's name, or alone as the family name. */
export const punjabi: Culture = plainCulture({
  name: 'punjabi',
  weight: 5,
  language: 'pa',
  newcomers: 0.18,
  givens: { M: punjabiMale, F: punjabiFemale },
  surname: (random) => skewed(random, punjabiSurnames),
  middle: (_random, gender) => (gender === 'M' ? 'Singh' : 'Kaur'),
  called: (random, given) => (random.chance(0.15) ? (nicknames.get(given) ?? null) : null),
  scriptShare: 0.12,
  keptShare: 0.4,
  nearTwins: {
    M: near('Amanpreet/Amandeep Gurnoor/Gurnoop Jasdeep/Jagdeep Karanveer/Karanvir'),
    F: near('Jasleen/Jaslin Navneet/Avneet Simran/Simrin Gurleen/Harleen'),
  },
});

const indianMale = plain(
  'Aarav Vihaan Aditya Krishna Rohan Ishaan Dev Nikhil Arnav Rahul Vivaan Karthik Siddharth Jay Dhruv Pranav Om Kabir',
);
const indianFemale = plain(
  'Aanya Diya Ananya Priya Kavya Meera Isha Riya Nandini Lakshmi Pooja Tara Sneha Aditi Shreya Divya Anika Janvi',
);
const indianSurnames = list(
  'Patel Sharma Shah Kumar Gupta Reddy Nair Iyer Desai Mehta Joshi Verma Rao Menon Pillai Trivedi Chatterjee Banerjee Kulkarni Subramaniam',
);

export const indian: Culture = plainCulture({
  name: 'indian',
  weight: 3.2,
  language: 'hi',
  newcomers: 0.25,
  givens: { M: indianMale, F: indianFemale },
  surname: (random) => ({ text: skewed(random, indianSurnames), script: null }),
  middle: (random) => (random.chance(0.6) ? skewed(random, indianMale).text : null),
  nearTwins: { M: near('Aarav/Arav Rohan/Rohit'), F: near('Diya/Divya Aanya/Ananya Riya/Priya') },
});

const chineseSurnames = scripted(`
  Wang=王 Li=李 Zhang=张 Chen=陈 Liu=刘 Wong=黄 Lee=李 Chan=陈 Cheung=张 Lam=林 Huang=黄 Zhao=赵 Wu=吴 Zhou=周 Xu=徐 Sun=孙
  Ho=何 Guo=郭 Ng=吴 Leung=梁 Ma=马 Luo=罗 Zheng=郑 Yu=于 Tang=唐 Kwok=郭 Ouyang=欧阳 Yip=叶 Fong=方 Chow=周
`);
const chineseSyllables: Record<BirthGender, Given[]> = {
  M: scripted(
    'Wei=伟 Jun=俊 Hao=浩 Ming=明 Jie=杰 Yu=宇 Chen=晨 Zi=子 Xuan=轩 Jian=建 Bo=博 Kai=凯 Yang=阳 Lei=磊 Feng=峰 Long=龙',
  ),
  F: scripted(
    'Mei=美 Ling=玲 Xin=欣 Yi=怡 Jing=静 Hui=慧 Yan=燕 Fang=芳 Xue=雪 Li=丽 Yue=月 Han=涵 Qing=晴 Ting=婷 Zi=子 Lan=兰',
  ),
};
const chineseEnglish = {
  M: list('Jason Kevin Eric Ryan Brian Alan Leo Ethan Andrew'),
  F: list('Amy Cindy Jenny Grace Vivian Emily Joyce Sophie Michelle'),
};

/** One or two syllables, written together or apart, as the passport office of the day had it. */
function chineseGiven(random: Random, gender: BirthGender): Given {
  const one = skewed(random, chineseSyllables[gender]);
  if (random.chance(0.2)) return one;
  const two = random.pick(chineseSyllables[gender]);
  const script = `${one.script ?? ''}${two.script ?? ''}`;
  if (random.chance(0.25)) return { text: `${one.text} ${two.text}`, script };
  return { text: one.text + two.text.toLowerCase(), script };
}

const chineseBase = plainCulture({
  name: 'chinese',
  weight: 4.5,
  language: 'zh',
  newcomers: 0.2,
  givens: chineseSyllables,
  surname: (random) => skewed(random, chineseSurnames),
  middle: () => null,
  scriptShare: 0.4,
  keptShare: 1,
  nearTwins: {
    M: near('Haoyu/Haoyang Zihao/Zihan Junwei/Junjie Minghao/Minghui'),
    F: near('Meiling/Meilin Xinyi/Xinyue Yuhan/Yihan Ziting/Zitong'),
  },
});

export const chinese: Culture = {
  ...chineseBase,
  given: chineseGiven,
  found: (random) => {
    const naming = chineseBase.found(random);
    return {
      ...naming,
      child: (chance, gender, wanted) => {
        const child = naming.child(chance, gender, wanted ?? chineseGiven(chance, gender));
        const called = chance.chance(0.35) ? chance.pick(chineseEnglish[gender]) : null;
        // Many children have an English name on their birth certificate and the Chinese one as the middle name.
        if (!wanted && chance.chance(0.4))
          return { ...child, given: chance.pick(chineseEnglish[gender]), middle: child.given };
        return { ...child, called };
      },
    };
  },
};

const vietnameseSurnames = list('Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý');
const vietnameseMale = plain(
  'Minh Hùng Dũng Tuấn Anh_Dũng Quốc_Bảo Đức Hải Khoa Long Nam Phúc Quang Sơn Thành Việt Gia_Bảo',
);
const vietnameseFemale = plain(
  'Linh Hương Lan Mai Phương Thảo Trang Ngọc_Ánh Bảo_Trân Hạnh Kim_Ngân Diễm Quỳnh Thùy_Dương Tuyết Vy Yến Như',
);

export const vietnamese: Culture = plainCulture({
  name: 'vietnamese',
  weight: 1.8,
  language: 'vi',
  newcomers: 0.08,
  givens: { M: vietnameseMale, F: vietnameseFemale },
  surname: (random) => ({ text: skewed(random, vietnameseSurnames), script: null }),
  middle: (random, gender) =>
    gender === 'M' ? random.pick(['Văn', 'Hữu', 'Đình']) : random.pick(['Thị', 'Ngọc', 'Thị Kim']),
  keptShare: 1,
  nearTwins: { M: near('Minh/Ninh Tuấn/Toàn'), F: near('Linh/Lynh Hương/Hường Thảo/Thảo_My') },
});

const filipinoMale = plain(
  'Jose_Miguel John_Paul Juan_Carlo Angelo Christian Mark_Anthony Rafael Gabriel Joshua Ramon Emilio Paolo Andres Jericho Niño',
);
const filipinoFemale = plain(
  'Maria_Theresa Angelica Mary_Grace Princess Jasmine Cristina Bea Althea Maria_Clara Nicole Andrea Rosario Kyla Samantha Luz',
);
const filipinoSurnames = list(`
  Santos Reyes Cruz Bautista Ocampo Garcia Mendoza Torres Castillo Villanueva Ramos Dela_Cruz De_Guzman Aquino Salazar
  Pascual Magsaysay Dimaculangan Macaraeg Tolentino Manalo Panganiban Batungbakal Del_Rosario San_Juan
`);

/** The mother's surname is the middle name; some families join both with a hyphen. */
export const filipino: Culture = plainCulture({
  name: 'filipino',
  weight: 6,
  language: 'tl',
  newcomers: 0.22,
  givens: { M: filipinoMale, F: filipinoFemale },
  surname: (random) => ({ text: skewed(random, filipinoSurnames), script: null }),
  middle: (_random, _gender, mother) => mother.family,
  called: (random, given) => (random.chance(0.3) ? (nicknames.get(given) ?? null) : null),
  doubleShare: 0.08,
  nearTwins: {
    M: near('John_Paul/John_Carl Mark_Angelo/Marc_Angelo'),
    F: near('Maria_Clara/Maria_Cara Angelica/Angelika'),
  },
});

const koreanSurnames = list('Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang');
const koreanMale = plain('Min-jun Seo-jun Ji-ho Do-yun Jun-seo Hyun-woo Ji-hoon Sung-min Woo-jin Tae-yang');
const koreanFemale = plain('Seo-yeon Ji-woo Ha-eun Soo-ah Min-ji Ye-jin Eun-ji Hye-won Chae-won Da-eun');

export const korean: Culture = plainCulture({
  name: 'korean',
  weight: 1.2,
  language: 'ko',
  newcomers: 0.15,
  givens: { M: koreanMale, F: koreanFemale },
  surname: (random) => ({ text: skewed(random, koreanSurnames), script: null }),
  middle: () => null,
  called: (random) => (random.chance(0.3) ? random.pick(list('Daniel Andy Jane Esther Hannah Eric')) : null),
  keptShare: 1,
  nearTwins: { M: near('Min-jun/Min-jae Seo-jun/Seo-joon'), F: near('Ji-woo/Ji-won Ha-eun/Ha-yeon') },
});
