import type { Random } from '#kernel/random.ts';
import { list, skewed } from './names/culture.ts';

// Towns, rivers and streets of a province that does not exist.

const heads = list(`
  Kestrel Larch Otter Tamarack Marten Heron Amber Copper Juniper Saffron Bramble Cinder Harrow Lantern Quartz Sorrel
  Thistle Umber Vesper Willow Yarrow Sable Ember Falcon Gannet Hollow Ivory Jasper Lichen Moss Nettle Opal Pintail
  Rowan Sedge Teal Wren Alder Birch Clover Dapple Fern
`);
const tails = list(`
  Bay Narrows Hill Landing Coulee Flats Crossing Reach Bend Prairie Ridge Falls Junction Meadows Siding Basin Heath Forks
`);
const frenchHeads = list('Pointe Lac Rivière Butte Anse Côte Val Portage');
const frenchTails = list(
  '-aux-Mélèzes -d’Ambre -Grise -du-Héron -de-l’Outarde -Brûlée -aux-Saules -des-Brumes -à-la-Loutre',
);
const ages = ['', 'New ', 'Upper ', 'Lower ', 'East ', 'West ', 'North ', 'South '];

export type Town = { name: string; isFrench: boolean; postalArea: string; areaCode: string };

const postalLetters = 'ABCEGHJKLMNPRSTVXYZ';
const areaCodes = list('780 403 587 825 368 306 639 204 431 250 778 236 867 604');

/** The town of a place in the series; no two places below 6,000 give the same name. */
export function townOf(place: number): Town {
  const isFrench = place % 9 === 5;
  const postalArea = `T${place % 10}${postalLetters[Math.floor(place / 10) % postalLetters.length]}`;
  const areaCode = areaCodes[Math.floor(place / 8) % areaCodes.length] ?? '780';
  const name = isFrench ? frenchTown(Math.floor(place / 9)) : englishTown(place);
  return { name: name.replaceAll('’', "'"), isFrench, postalArea, areaCode };
}

/** Heads and tails go round at different speeds, so that neighbours do not sound alike. */
function englishTown(place: number): string {
  const head = heads[place % heads.length] ?? '';
  const round = Math.floor(place / heads.length);
  const tail = tails[(place * 5 + round) % tails.length] ?? '';
  return `${ages[Math.floor(round / tails.length) % ages.length] ?? ''}${head} ${tail}`;
}

function frenchTown(place: number): string {
  const head = frenchHeads[place % frenchHeads.length] ?? '';
  const round = Math.floor(place / frenchHeads.length);
  const tail = frenchTails[round % frenchTails.length] ?? '';
  const saint = round >= frenchTails.length ? `-${Math.floor(round / frenchTails.length) + 1}` : '';
  return `${head}${tail}${saint}`;
}

const streetHeads = list(`
  Larch Poplar Spruce Mill Church Station Ferry Quarry Orchard Meadow Ridge Lakeshore Prairie Elevator Granary Cottonwood
  Saskatoon Chokecherry Bluebell Goldeneye Sandpiper Curlew Plover Magpie Heritage Pioneer Railway Creamery Schoolhouse
  Buttermilk Blacksmith Windmill Tamarack Jackpine Aspen Wolverine Harvest Homestead Tollgate Kiln
`);
const streetTails = list('Street Avenue Crescent Road Lane Drive Way Close Place Court');
const frenchStreets = list(`
  rue_des_Peupliers rue_de_l'Église rue_du_Moulin avenue_des_Outardes chemin_du_Lac rue_Principale rue_de_la_Gare
  rue_des_Érables chemin_des_Mélèzes rue_de_l'Épinette avenue_du_Héron rue_des_Hirondelles
`);

export type Home = { town: Town; format: string; street: string; city: string; province: string; postalCode: string };

/** An address in a town: mostly a house, sometimes a flat, a box or a rural road. */
export function pickHome(random: Random, town: Town): Home {
  const postalCode = `${town.postalArea} ${random.int(0, 9)}${random.pick([...postalLetters])}${random.int(0, 9)}`;
  return { town, format: 'Mail-CA', street: pickStreet(random, town), city: town.name, province: 'AB', postalCode };
}

function pickStreet(random: Random, town: Town): string {
  const chance = random.next();
  if (chance < 0.06) return `PO Box ${random.int(11, 2990)}`;
  if (chance < 0.1) return `RR ${random.int(1, 4)} Site ${random.int(1, 20)} Box ${random.int(1, 40)}`;
  const civic = random.int(1, 9899);
  const street = town.isFrench && random.chance(0.7) ? `${random.pick(frenchStreets)}` : numberedOrNamed(random);
  if (chance < 0.24) return `${random.int(1, 4)}${String(random.int(1, 30)).padStart(2, '0')}-${civic} ${street}`;
  return `${civic} ${street}`;
}

function numberedOrNamed(random: Random): string {
  return `${skewed(random, streetHeads)} ${skewed(random, streetTails)}`;
}

/** A rural road beside the mailing address, for those who get their letters elsewhere. */
export function pickRuralRoad(random: Random): string {
  return `${random.int(10, 64)}${random.int(100, 480)} Range Road ${random.int(10, 290)}`;
}

/** A telephone number that reaches nobody: the exchange 555 of some area. */
export function pickPhone(random: Random, town: Town): string {
  const areaCode = random.chance(0.8) ? town.areaCode : random.pick(areaCodes);
  let line = random.int(2000, 9999);
  if (line === 4334) line += 1; // the one line of 555 that was kept for a service
  return `${areaCode}555${line}`;
}
