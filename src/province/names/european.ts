import type { Random } from '#kernel/random.ts';
import { type Culture, list, near, plain, plainCulture, scripted, skewed } from './culture.ts';
import { nicknames } from './english.ts';

const frenchMale = plain(`
  Gabriel Louis Raphaël Léo Félix Étienne Mathis Émile Olivier Nathan Samuel Zachary Antoine Édouard Théo Benoît
  Jean-François Jean-Sébastien Pierre-Luc Marc-André Alexandre Maxime Xavier Rémi Loïc Hugo Vincent Noël François
  Jérémie Frédéric Gaël Mathéo Tristan Cédric Sylvain Yannick Charles-Étienne Philippe
`);
const frenchFemale = plain(`
  Alice Léa Rosalie Zoé Juliette Florence Béatrice Charlotte Élodie Chloé Camille Amélie Geneviève Marie-Ève Anne-Sophie
  Gabrielle Frédérique Océane Maëlle Noémie Mégane Éloïse Clémence Hélène Josée Marie-Claude Anaïs Raphaëlle Sarah-Maude
  Annabelle Coralie Mélodie Ariane Maude Solène Aurélie
`);
const frenchSurnames = list(`
  Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Lévesque Bergeron
  Leblanc Paquette Girard Simard Boucher Caron Beaulieu Cloutier Dubé Poirier Fournier Lapointe Leclerc Lefebvre
  Desjardins St-Pierre St-Onge D'Amours L'Heureux Le_Blanc Desrochers Beauséjour Thériault Hébert Gervais Laframboise
  Charbonneau Deschênes Lamontagne Vaillancourt Brûlé Arsenault de_la_Rivière du_Tremblay Boisclair Champagne Larivière
  Préfontaine Brisebois Ladouceur Lajeunesse Sansregret Beaupré Montpetit Grandbois
`);

export const french: Culture = plainCulture({
  name: 'french',
  weight: 6.5,
  language: 'fr',
  newcomers: 0.08,
  givens: { M: frenchMale, F: frenchFemale },
  surname: (random) => ({ text: skewed(random, frenchSurnames), script: null }),
  middle: (random, gender) =>
    random.chance(0.7) ? skewed(random, gender === 'M' ? frenchMale : frenchFemale).text : null,
  called: (random, given) => (random.chance(0.15) ? (nicknames.get(given) ?? null) : null),
  keptShare: 0.7,
  doubleShare: 0.22,
  nearTwins: {
    M: near('Mathis/Mathys Loïc/Éloïc Théo/Léo Noah/Noé'),
    F: near('Élodie/Mélodie Anaïs/Anaë Maëlle/Maëlie Zoé/Zoée'),
  },
});

const ukrainianMale = scripted(`
  Andrii=Андрій Oleksandr=Олександр Dmytro=Дмитро Ivan=Іван Mykhailo=Михайло Bohdan=Богдан Taras=Тарас Yurii=Юрій
  Maksym=Максим Danylo=Данило Artem=Артем Volodymyr=Володимир Petro=Петро Serhii=Сергій Vasyl=Василь Roman=Роман
  Stepan=Степан Nazar=Назар Ostap=Остап Markiian=Маркіян Denys=Денис Yaroslav=Ярослав Matvii=Матвій Lev=Лев
`);
const ukrainianFemale = scripted(`
  Sofiia=Софія Anna=Анна Olha=Ольга Oksana=Оксана Mariia=Марія Kateryna=Катерина Yuliia=Юлія Iryna=Ірина Daryna=Дарина
  Solomiia=Соломія Nadiia=Надія Natalka=Наталка Larysa=Лариса Khrystyna=Христина Zlata=Злата Yeva=Єва Veronika=Вероніка
  Polina=Поліна Halyna=Галина Tetiana=Тетяна Uliana=Уляна Vira=Віра Liubov=Любов Myroslava=Мирослава
`);
const ukrainianStems = scripted(`
  Koval=Ковал Shevch=Шевч Hnat=Гнат Kravch=Кравч Bond=Бонд Tkach=Ткач Moroz=Мороз Klym=Клим Savch=Савч Roman=Роман
  Petr=Петр Ivan=Іван Lys=Лис Oliin=Олійн Melnych=Мельнич Pavl=Павл Zakhar=Захар Hryhor=Григор Dem=Дем Kostel=Костел
  Fedor=Федор Stets=Стец Martyn=Мартин Havryl=Гаврил Yarem=Ярем Onyshch=Онищ
`);
const ukrainianEndings = scripted('enko=енко chuk=чук iuk=юк yshyn=ишин ak=ак iv=ів yk=ик uk=ук');

function ukrainianSurname(random: Random) {
  const stem = skewed(random, ukrainianStems);
  const ending = skewed(random, ukrainianEndings);
  return { text: stem.text + ending.text, script: `${stem.script ?? ''}${ending.script ?? ''}` };
}

export const ukrainian: Culture = plainCulture({
  name: 'ukrainian',
  weight: 5,
  language: 'uk',
  newcomers: 0.3,
  givens: { M: ukrainianMale, F: ukrainianFemale },
  surname: ukrainianSurname,
  middle: (random, gender) => {
    if (random.chance(0.5)) return null;
    const father = skewed(random, ukrainianMale).text;
    return gender === 'M' ? `${father}ovych` : `${father}ivna`;
  },
  called: (random, given) => (random.chance(0.3) ? (nicknames.get(given) ?? null) : null),
  scriptShare: 0.3,
  keptShare: 0.15,
  nearTwins: { M: near('Danylo/Danyil Maksym/Maksim Yurii/Yuri'), F: near('Mariia/Maria Olha/Olia Sofiia/Sofia') },
});

const germanMale = plain(
  'Johann Heinrich Jakob Peter Abram Cornelius Isaak David Tobias Lukas Jonas Elias Matthias Andreas Stefan Paul Klaas Daan Sem Willem Pieter Hendrik Lars Gerhard',
);
const germanFemale = plain(
  'Anna Katharina Maria Susanna Helena Margaretha Elisabeth Sara Judith Rahel Lena Johanna Greta Frieda Mieke Sanne Femke Annelies Tina Aganetha Rebekka Dorothea',
);
const germanSurnames = list(`
  Friesen Penner Wiebe Dyck Thiessen Klassen Neufeld Reimer Unger Loewen Hofer Waldner Wurz Kleinsasser Stahl Gross
  Müller Schäfer Schröder Köhler Weiß Jäger Krüger Böhm van_den_Berg van_der_Meer de_Vries de_Jong Visser Bakker
  van_Dijk Huisman Dijkstra ten_Brink Schmidt Becker Wagner Zimmermann Bauer Lehmann
`);

export const german: Culture = plainCulture({
  name: 'german',
  weight: 6,
  language: 'de',
  newcomers: 0.04,
  givens: { M: germanMale, F: germanFemale },
  surname: (random) => ({ text: skewed(random, germanSurnames), script: null }),
  middle: (random, gender) =>
    random.chance(0.55) ? skewed(random, gender === 'M' ? germanMale : germanFemale).text : null,
  called: (random, given) => (random.chance(0.3) ? (nicknames.get(given) ?? null) : null),
  nearTwins: { M: near('Lukas/Lucas Elias/Elijas Jonas/Johann'), F: near('Lena/Leni Sara/Sarah Hanna/Johanna') },
});

const nordicMale = plain('Erik Lars Anders Bjørn Søren Gunnar Håkon Jón Nils Leif Sven Øyvind Mikkel Ragnar Þór Aksel');
const nordicFemale = plain(
  'Ingrid Astrid Sigrid Freja Åse Solveig Kirsten Guðrún Linnéa Maja Ebba Tuva Karin Annika Sólveig Liv',
);
const nordicSurnames = list(
  'Lindqvist Sørensen Ødegaard Bjornson Hansen Nygård Lund Åkesson Dahl Eriksson Halvorsen Møller Jónsson Thorvaldson Strand Holmgren Berg Sæther',
);

export const nordic: Culture = plainCulture({
  name: 'nordic',
  weight: 2,
  language: 'en',
  newcomers: 0.03,
  givens: { M: nordicMale, F: nordicFemale },
  surname: (random) => ({ text: skewed(random, nordicSurnames), script: null }),
  middle: (random, gender) =>
    random.chance(0.5) ? skewed(random, gender === 'M' ? nordicMale : nordicFemale).text : null,
  nearTwins: { M: near('Erik/Eirik Nils/Niels'), F: near('Maja/Maya Karin/Karen') },
});

const spanishMale = plain(
  'Santiago Mateo Diego Sebastián José Francisco Andrés Nicolás Joaquín Ángel Emiliano Íñigo Rubén Tomás Javier Martín',
);
const spanishFemale = plain(
  'Sofía Valentina Camila Lucía Ximena María_José Guadalupe Alejandra Inés Belén Paloma Begoña Itzel Marisol Renata Noelia',
);
const spanishSurnames = list(
  'García Rodríguez Hernández López Martínez González Pérez Sánchez Ramírez Muñoz Núñez Peña Ibáñez Ordóñez Castañeda Villaseñor de_la_Cruz del_Río Quiñones Zúñiga',
);

/** Two surnames, the father's and the mother's, both in the family name. */
export const spanish: Culture = plainCulture({
  name: 'spanish',
  weight: 2,
  language: 'es',
  newcomers: 0.25,
  givens: { M: spanishMale, F: spanishFemale },
  surname: (random) => ({
    text: `${skewed(random, spanishSurnames)} ${skewed(random, spanishSurnames)}`,
    script: null,
  }),
  middle: (random, gender) =>
    random.chance(0.4) ? skewed(random, gender === 'M' ? spanishMale : spanishFemale).text : null,
  called: (random, given) => (random.chance(0.3) ? (nicknames.get(given) ?? null) : null),
  keptShare: 1,
  nearTwins: { M: near('Mateo/Matías Ángel/Miguel'), F: near('Sofía/Sofi Inés/Agnés') },
});
