import type { Random } from '#kernel/random.ts';
import {
  type BirthGender,
  type Culture,
  type FullName,
  type Given,
  list,
  near,
  plain,
  plainCulture,
  scripted,
  skewed,
} from './culture.ts';
import { nicknames } from './english.ts';

const arabicMale = scripted(`
  Mohammed=محمد Ahmad=أحمد Omar=عمر Yousef=يوسف Ali=علي Hassan=حسن Ibrahim=إبراهيم Khaled=خالد Karim=كريم Adam=آدم
  Abdullah=عبدالله Hamza=حمزة Tariq=طارق Samir=سمير Ziad=زياد Anas=أنس Bilal=بلال Rami=رامي
`);
const arabicFemale = scripted(`
  Fatima=فاطمة Aisha=عائشة Maryam=مريم Layla=ليلى Nour=نور Sara=سارة Yasmin=ياسمين Hala=هالة Zainab=زينب Amal=أمل
  Rania=رانيا Dalia=داليا Salma=سلمى Huda=هدى Lina=لينا Jana=جنى
`);
const arabicSurnames = scripted(`
  Haddad=حداد Khoury=خوري al-Masri=المصري Al-Sayed=السيد Mansour=منصور Nasser=ناصر Saleh=صالح Hamdan=حمدان
  El-Amin=الأمين Abu_Bakr=أبو_بكر Bin_Talal=بن_طلال al-Hussein=الحسين Darwish=درويش Najjar=نجار Shaheen=شاهين Sabbagh=صباغ
  Qasim=قاسم Awad=عوض
`);

export const arabic: Culture = plainCulture({
  name: 'arabic',
  weight: 3.2,
  language: 'ar',
  newcomers: 0.3,
  givens: { M: arabicMale, F: arabicFemale },
  surname: (random) => skewed(random, arabicSurnames),
  middle: (random) => (random.chance(0.75) ? skewed(random, arabicMale).text : null),
  called: (random, given) => (random.chance(0.2) ? (nicknames.get(given) ?? null) : null),
  scriptShare: 0.3,
  keptShare: 1,
  nearTwins: { M: near('Hassan/Hussein Ahmad/Ahmed Yousef/Younes'), F: near('Sara/Sarah Lina/Lena Amal/Amani') },
});

const urduMale = plain('Muhammad Hamza Bilal Usman Zain Hassan Ayaan Saad Faisal Imran Shoaib Daniyal Ibrahim Rayyan');
const urduFemale = plain('Ayesha Zara Hira Mahnoor Sana Zainab Amna Noor Rabia Iqra Maryam Sadia Alina Hoorain');
const urduSurnames = list(
  'Khan Ahmed Malik Hussain Qureshi Siddiqui Chaudhry Butt Sheikh Mirza Iqbal Raza Akhtar Bukhari',
);

export const urdu: Culture = plainCulture({
  name: 'urdu',
  weight: 2.4,
  language: 'ur',
  newcomers: 0.2,
  givens: { M: urduMale, F: urduFemale },
  surname: (random) => ({ text: skewed(random, urduSurnames), script: null }),
  middle: (random, gender) => (random.chance(0.5) ? skewed(random, gender === 'M' ? urduMale : urduFemale).text : null),
  keptShare: 0.8,
  nearTwins: { M: near('Hassan/Hussain Zain/Zayn'), F: near('Sana/Sanaa Amna/Amina') },
});

const yorubaMale = plain(
  'Oluwaseun Ayodele Babatunde Temitope Adebayo Chukwuemeka Obinna Ikenna Emeka Tobi Kayode Segun David Emmanuel',
);
const yorubaFemale = plain(
  'Folasade Adaeze Ngozi Chidinma Oluwakemi Titilayo Amarachi Ifeoma Yetunde Simisola Abisola Chiamaka Esther Blessing',
);
const yorubaSurnames = list(
  "Adeyemi Okafor Okonkwo Adebayo Eze Nwosu Balogun Ogunleye Olatunji Chukwu Obi Akintola Ibekwe Adékúnlé N'Diaye",
);

export const nigerian: Culture = plainCulture({
  name: 'nigerian',
  weight: 2.2,
  language: 'yo',
  newcomers: 0.3,
  givens: { M: yorubaMale, F: yorubaFemale },
  surname: (random) => ({ text: skewed(random, yorubaSurnames), script: null }),
  middle: (random, gender) =>
    random.chance(0.85) ? skewed(random, gender === 'M' ? yorubaMale : yorubaFemale).text : null,
  nearTwins: { M: near('Taiwo/Taiye Tobi/Tola'), F: near('Taiwo/Kehinde Abisola/Adesola') },
});

const persianMale = plain('Amir Reza Ali Arash Kian Navid Farhad Mehdi Omid Behzad Ahmad Najib');
const persianFemale = plain('Parisa Shirin Nazanin Mina Roya Yalda Sahar Leila Zahra Mahsa Farzana Nilufar');
const persianSurnames = list(
  'Ahmadi Hosseini Karimi Rahimi Mohammadi Tehrani Azizi Sharifi Noorzai Popal Haidari Jafari',
);

export const persian: Culture = plainCulture({
  name: 'persian',
  weight: 1,
  language: 'fa',
  newcomers: 0.3,
  givens: { M: persianMale, F: persianFemale },
  surname: (random) => ({ text: skewed(random, persianSurnames), script: null }),
  middle: () => null,
  keptShare: 0.9,
});

type Chained = Pick<Culture, 'name' | 'weight' | 'language' | 'newcomers' | 'nearTwins'> & {
  givens: Record<BirthGender, readonly Given[]>;
  /** Whether the father's name is a middle name before the grandfather's. */
  hasThree: boolean;
};

/** A culture without family names: a child's own name, then the father's, then the grandfather's. */
function chainedCulture({ givens, hasThree, ...about }: Chained): Culture {
  const given = (random: Random, gender: BirthGender) => skewed(random, givens[gender]);
  return {
    ...about,
    given,
    found: (random) => {
      const [own, father, grandfather] = [given(random, 'M').text, given(random, 'M').text, given(random, 'M').text];
      const mother: FullName = {
        given: given(random, 'F').text,
        middle: hasThree ? given(random, 'M').text : null,
        family: given(random, 'M').text,
      };
      return {
        father: { given: own, middle: hasThree ? father : null, family: hasThree ? grandfather : father },
        mother,
        child: (chance, gender, wanted) => {
          const name = wanted?.text ?? given(chance, gender).text;
          const called = chance.chance(0.2) ? (nicknames.get(name) ?? null) : null;
          if (hasThree) return { given: name, middle: own, family: father, script: null, called };
          return { given: name, middle: null, family: own, script: null, called };
        },
      };
    },
  };
}

export const somali: Culture = chainedCulture({
  name: 'somali',
  weight: 1.6,
  language: 'so',
  newcomers: 0.25,
  hasThree: true,
  givens: {
    M: plain(
      'Mohamed Abdi Ahmed Hassan Abdirahman Ali Yusuf Ibrahim Omar Farah Ismail Mahad Liban Warsame Guled Cabdi',
    ),
    F: plain('Faduma Hodan Amina Sahra Khadija Ifrah Hibo Ayaan Nasra Deqa Ubah Zamzam Halima Fartun Sagal Caasha'),
  },
  nearTwins: { M: near('Hassan/Hussein Liban/Libaan'), F: near('Hodan/Hoodo Ifrah/Ifra') },
});

export const ethiopian: Culture = chainedCulture({
  name: 'ethiopian',
  weight: 1.4,
  language: 'am',
  newcomers: 0.25,
  hasThree: false,
  givens: {
    M: plain('Abel Dawit Yonas Samuel Bereket Kidane Tesfaye Haile Mekonnen Girma Yared Nahom Filmon Robel'),
    F: plain('Selam Hanna Meron Bethlehem Tigist Rahel Feven Senait Eden Mahlet Liya Saba Winta Hiwot'),
  },
  nearTwins: { M: near('Nahom/Naod Abel/Abiel'), F: near('Liya/Lidya Selam/Selamawit') },
});
