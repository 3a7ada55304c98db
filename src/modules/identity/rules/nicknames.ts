// Forms of one given name that families and schools use for one another, a group a line, the full form first. Our own list of common
// ones; pairs that twins are given side by side (Jon and John, Erin and Aaron) are left out on purpose.
const groups = `
abigail abby abbie gail
agnes aggie
albert al bert
alexander alex sandy xander sasha
alexandra alex sandra sasha lexi
alfred alf fred
amanda mandy
andrew andy drew
angela angie
ann annie nan
anthony tony
antonio tony tono
antoinette toni
archibald archie
arthur art
barbara barb barbie
bartholomew bart
benjamin ben benny benji
bernard bernie
bridget biddy bridie
cameron cam
carolyn carrie caro
catherine cathy cat cate
katherine kathy kate katie kat kay
charles charlie chuck chas
charlotte charlie lottie
christina tina chrissy chris
christine chris chrissy tina
christopher chris kit topher
clifford cliff
constance connie
cynthia cindy
daniel dan danny
danielle dani
david dave davey
deborah deb debbie
dennis denny
dominic dom nick
donald don donny
dorothy dot dolly dottie
douglas doug
edmund ed ned
edward ed eddie ted teddy ned
eleanor ellie nell nora
elizabeth liz lizzie beth betty eliza libby liza bess elsie
emily em emmy
emmanuel manny
eugene gene
evelyn evie
ezekiel zeke
florence flo florrie
frances fran frannie
francis frank
francois frank
franklin frank
frederick fred freddie
gabriel gabe
gabrielle gabby
gerald gerry jerry
geraldine gerry
gilbert gil bert
gregory greg
guillaume guy
gwendolyn gwen
harold harry hal
harriet hattie
helen nell
henry harry hank
herbert herb bert
hubert bert
isaac ike
isabella bella izzy isa
jacqueline jackie
jacob jake
james jim jimmy jamie
janet jan
jasmine jazz
jean-baptiste jb
jeffrey jeff
jennifer jen jenny
jeremiah jerry
jeremy jem
jessica jess jessie
john jack johnny
jonathan jon
joseph joe joey
josephine jo josie
joshua josh
judith judy
kenneth ken kenny
kimberly kim
lawrence larry laurie
leonard len lenny leo
leslie les
lillian lily
louis lou louie
louise lou
madeleine maddie
margaret maggie meg peggy marge margie greta
martha marty
martin marty
mary molly polly
matthew matt matty
maxwell max
maximilian max
megan meg
melanie mel
melissa mel missy
michael mike mick mickey
michelle shelly
mildred millie
mitchell mitch
mohammed mohammad muhammad mohamed mohamad mohd
moses moe
nancy nan
natalie nat
nathan nate
nathaniel nate nathan
nicholas nick nico
nicole nicky
olivia liv livvy
oliver ollie
pamela pam
patricia pat patty trish tricia
patrick pat paddy
penelope penny
peter pete
philip phil pip
phillip phil pip
rachel rach
raymond ray
rebecca becky becca
reginald reg reggie
richard rick rich dick ricky
robert rob bob bobby robbie bert
roberta bobbie
roderick rod
ronald ron ronnie
rosemary rose rosie
russell russ
samantha sam sammy
samuel sam sammy
sebastian seb bastian
sophia sophie
stanley stan
stephanie steph
stephen steve
steven steve
susan sue susie suzy
terence terry
teresa terry tess
theresa terry tess
theodore ted theo teddy
thomas tom tommy
timothy tim timmy
valerie val
vanessa nessa
veronica ronnie
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny
walter walt wally
wesley wes
wilfred wilf
william bill billy will willie liam
zachary zach zack
oleksandr sashko sasha olexandr aleksandr alexander
oleksandra sasha lesia alexandra
volodymyr volodia vova vladimir
dmytro dima dmitri dmitry
yevhen zhenia evgeny yevgeny eugene
kateryna katia kateryna catherine
oleksii oleksiy alexei alexey
mykola kolia nicholas nikolai
mykhailo misha michael
anastasiia nastia anastasia
ivan vania john
jose pepe
francisco paco pancho
guadalupe lupe
ignacio nacho
`;

const groupsOf = new Map<string, string[]>();
for (const line of groups.trim().split('\n')) {
  const [full = '', ...forms] = line.split(' ');
  for (const form of [full, ...forms]) groupsOf.set(form, [...(groupsOf.get(form) ?? []), full]);
}

/** Full forms that a given name may stand for; empty when the list knows none. */
export function fullForms(given: string): readonly string[] {
  return groupsOf.get(given) ?? [];
}

/** True when both are forms of one given name. */
export function areNicknames(a: string, b: string): boolean {
  const formsOfA = fullForms(a);
  return fullForms(b).some((full) => formsOfA.includes(full));
}
