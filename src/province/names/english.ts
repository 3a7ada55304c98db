import type { Random } from '#kernel/random.ts';
import { type BirthGender, type Culture, list, near, plain, plainCulture, skewed } from './culture.ts';

const male = plain(`
  Liam Noah Jack Oliver William Lucas James Benjamin Ethan Owen Logan Henry Jacob Mason Wyatt Hudson Carter Nathan
  Isaac Levi Hunter Daniel Samuel Thomas Grayson Luke Caleb Connor Dylan Ryan Cole Gavin Joshua Andrew Nolan Everett
  Theodore Jackson Austin Parker Brody Chase Weston Rhys Callum Declan Finn Griffin Colton Tucker Bennett Elliot Simon
  Malcolm Duncan Angus Rory Graham Keegan Tristan Spencer Zachary Matthew Michael Christopher Robert Edward Jonathan
  Jayden Aiden Kaden Brayden Hayden Anthony Dominic Sebastian Adrian Vincent Marcus Peter Stephen Tyler Riley Quinn
`);
const female = plain(`
  Olivia Emma Charlotte Amelia Ava Sophia Chloe Lily Hannah Abigail Emily Grace Ella Isla Evelyn Violet Nora Claire
  Avery Brooklyn Elizabeth Addison Aria Hazel Scarlett Sadie Norah Ivy Lucy Alice Sarah Rebecca Samantha Madison Paige
  Molly Georgia Maeve Fiona Heather Bridget Erin Kaitlyn Jessica Rachel Megan Lauren Nicole Katherine Margaret Eleanor
  Victoria Penelope Willow Aurora Piper Autumn Summer June Rose Ruby Pearl Daisy Hailey Kaylee Ariana Brianna Leah Anna
  Julia Natalie Audrey Josephine Caroline Beatrice Harriet Matilda Imogen Poppy Freya Elsie Tessa Jordan Riley Quinn
`);
const common = list(`
  Smith Brown Campbell MacDonald Wilson Johnson Taylor Anderson Thompson Stewart Robinson Scott Martin Miller Clark
  Murphy Ross Young Reid Walker Mitchell Fraser Graham Kelly Hamilton Murray Johnston Bell Wright Hughes Evans Morrison
  McKenzie Cameron Grant Watson Bennett Kennedy Sullivan O'Brien Gallagher McLean MacLeod Sinclair Armstrong Burke
  Fleming Doyle Byrne O'Connor O'Neill Quinn Nolan Davies Morgan Price Griffiths Llewellyn Pritchard Cooper Turner
  Harris Baker Carter Foster Hunter Mason Parker Fisher Shepherd St._John Fitzgerald Fitzpatrick McCarthy Mac_Donald
  De_Lacy Gordon Lindsay Douglas Forsyth Buchanan Drummond Baird Innes Tait Rennie Abernethy Cockburn Geddes
`);
const heads = list(`
  Ash Alder Birch Black Brad Brook Burn Clay Cold Craw Dun East Elder Elm Fair Fern Fox Glen Graves Green Hal Ham Hart
  Hawk Hazel Heath Hill Holm Kings Lang Lock Long Marsh Mill Moor New Nor Oak Old Pem Rad Red Rock Rush Salt Sand Shel
  Stan Stone Sut Thorn Under Wal War Wells West White Wild Wind Win Wood
`);
const tails = list('ford ton ley wood field well brook bourne worth combe ham land shaw by ridge stead more dale den');
const middles = {
  M: list(
    'James John William David Michael Thomas Alexander Robert Joseph Edward George Charles Daniel Henry Scott Lee Patrick Douglas Allan Ray Wayne Ian',
  ),
  F: list(
    'Marie Grace Rose Elizabeth Anne Lynn Jane Mae Louise Catherine Dawn Hope Joy Faith Claire Jean Margaret Ruth Kate Eve Belle Paige',
  ),
};

/** What people call somebody of a given name; also what a careless secretary writes. */
export const nicknames: ReadonlyMap<string, string> = new Map(
  list(`
    William=Will Benjamin=Ben James=Jamie Jacob=Jake Daniel=Danny Samuel=Sam Thomas=Tom Joshua=Josh Andrew=Andy
    Theodore=Theo Jackson=Jack Nathan=Nate Matthew=Matt Michael=Mike Christopher=Chris Robert=Rob Edward=Ned
    Jonathan=Jon Zachary=Zach Anthony=Tony Dominic=Dom Sebastian=Seb Peter=Pete Stephen=Steve Samantha=Sam
    Elizabeth=Beth Katherine=Kate Margaret=Maggie Abigail=Abby Charlotte=Charlie Eleanor=Ellie Victoria=Tori
    Penelope=Penny Rebecca=Becky Jessica=Jess Madison=Maddie Josephine=Josie Caroline=Carrie Beatrice=Bea
    Matilda=Tilly Emily=Em Olivia=Liv Natalie=Nat Alexandre=Alex Gabrielle=Gabi Frédérique=Fred Oleksandr=Sasha
    Kateryna=Katya Sofiia=Sonya Volodymyr=Vova Mykhailo=Misha Alejandra=Ale Guadalupe=Lupe Francisco=Paco José=Pepe
    Maria_Theresa=Tess Jose_Miguel=Migs Manpreet=Manu Harpreet=Harry Gurpreet=Gary Abdirahman=Abdi Mohamed=Mo
    Muhammad=Mo Heinrich=Henry Johann=John Katharina=Kathy Susanna=Susie
  `).map((it) => {
    const [name = '', short = ''] = it.split('=');
    return [name, short];
  }),
);

/** A common surname, or one made of two old words; a register of a million people needs thousands. */
function surname(random: Random): { text: string; script: null } {
  if (random.chance(0.55)) return { text: skewed(random, common), script: null };
  return { text: random.pick(heads) + random.pick(tails), script: null };
}

export const english: Culture = plainCulture({
  name: 'english',
  weight: 44,
  language: 'en',
  newcomers: 0.02,
  givens: { M: male, F: female },
  surname,
  middle: (random, gender: BirthGender) => (random.chance(0.86) ? skewed(random, middles[gender]) : null),
  called: (random, given) => (random.chance(0.25) ? (nicknames.get(given) ?? null) : null),
  keptShare: 0.25,
  doubleShare: 0.05,
  nearTwins: {
    M: near(
      'Jayden/Jaden Aiden/Aidan Jaxon/Jaxson Brayden/Braden Conner/Connor Evan/Ewan Liam/Ian Jon/John Kaden/Caden Eric/Erik',
    ),
    F: near(
      'Ariana/Arianna Kaylee/Kayleigh Hannah/Hanna Brianna/Breanna Emma/Emmy Isla/Ila Ella/Elle Anna/Annie Madison/Madisyn Mia/Maya',
    ),
  },
});
