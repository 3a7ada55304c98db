import type { Random } from '#kernel/random.ts';
import { type BirthGender, type Culture, list, plain, plainCulture, scripted, skewed } from './culture.ts';

const givens = {
  M: plain(
    'Dakota Tyson Elijah Mason Joseph Raymond Darian Jordan Isaiah Trey Colby Leroy Wyatt Kyle Clayton Ethan Marcel Gabriel Shane Wesley',
  ),
  F: plain(
    'Cheyenne Raven Skye Aurora Summer Destiny Autumn Kaya Mary Shania Winter Jade Willow Cheyanne Harmony Rain Bernadette Delia Star Hailey',
  ),
};
const surnames = list(`
  Cardinal Beaver Crowfoot Bull Auger Houle L'Hirondelle Desjarlais Alook Gladue Ermineskin Saddleback Wolf_Leg Many_Grey_Horses
  Red_Crow Calf_Robe Black_Water Heavy_Runner Spotted_Eagle Big_Plume Running_Rabbit Yellowbird Whitefish Cutknife
  Rain_in_the_Valley Good_Striker First_Rider Weasel_Head Blackmud Grandbois Bruno Soosay Piché Janvier Sewepagaham Noskiye
`);

/** Names given in Cree or Inuktitut, with their syllabics; used beside the name of the birth certificate. */
const called: Record<BirthGender, { text: string; script: string | null }[]> = {
  M: scripted('Kîsik=ᑮᓯᐠ Mahihkan=ᒪᐦᐃᐦᑲᐣ Maskwa=ᒪᐢᑿ Nanuq=ᓇᓄᖅ Pîsim=ᐲᓯᒼ Mistatim=ᒥᐢᑕᑎᒼ Tulugaq=ᑐᓗᒐᖅ'),
  F: scripted('Wâpan=ᐚᐸᐣ Nipiy=ᓂᐱᕀ Sipiy=ᓯᐱᕀ Acâhkos=ᐊᒑᐦᑯᐢ Siku=ᓯᑯ Wâpikwan=ᐚᐱᑿᐣ Aput=ᐊᐳᑦ'),
};

const base = plainCulture({
  name: 'indigenous',
  weight: 7,
  language: 'cr',
  newcomers: 0,
  givens,
  surname: (random) => ({ text: skewed(random, surnames), script: null }),
  middle: (random, gender) => (random.chance(0.6) ? skewed(random, givens[gender]).text : null),
  // A surname may differ inside a family, so the mother often has her own.
  keptShare: 0.6,
  nearTwins: {
    M: [
      ['Jordan', 'Jordyn'],
      ['Tyson', 'Tyrone'],
    ],
    F: [
      ['Cheyenne', 'Cheyanne'],
      ['Skye', 'Skyla'],
    ],
  },
});

/** A few children have one name only, as their family gives them. */
const mononyms = list('Kîsikâw Wâpastim Nahanni Okimaw Asiniy');

export const indigenous: Culture = {
  ...base,
  found: (random: Random) => {
    const naming = base.found(random);
    return {
      ...naming,
      child: (chance, gender, wanted) => {
        const child = naming.child(chance, gender, wanted);
        if (!wanted && chance.chance(0.01))
          return { ...child, family: null, given: chance.pick(mononyms), middle: null };
        if (!chance.chance(0.2)) return child;
        const name = chance.pick(called[gender]);
        return { ...child, called: name.text, script: { family: null, given: name.script ?? name.text } };
      },
    };
  },
};

const mononymMale = list('Suharno Tenzin Budiman Karma Wangchuk Hamid Sonam Zabihullah Thura Slamet');
const mononymFemale = list('Dechen Wati Pema Sukarsih Yangchen Marwa Dolma Sulastri Khin Lhamo');

/** Families from where one name is the whole name; offices put it where they will. */
export const oneName: Culture = {
  name: 'one-name',
  weight: 0.5,
  language: 'bo',
  newcomers: 0.3,
  nearTwins: { M: [['Tenzin', 'Tensin']], F: [['Pema', 'Pemba']] },
  given: (random, gender) => ({ text: random.pick(gender === 'M' ? mononymMale : mononymFemale), script: null }),
  found: (random) => {
    const inFamilyField = random.chance(0.5);
    return {
      father: { family: random.pick(mononymMale), given: null, middle: null },
      mother: { family: random.pick(mononymFemale), given: null, middle: null },
      child: (chance, gender, wanted) => {
        const name = wanted?.text ?? chance.pick(gender === 'M' ? mononymMale : mononymFemale);
        const place = inFamilyField ? { family: name, given: null } : { family: null, given: name };
        return { ...place, middle: null, script: null, called: null };
      },
    };
  },
};
