// The law of dependencies (docs/decisions/0002): who may import whom. The order of the modules stands here and nowhere else.
const order = [
  'organisations',
  'access',
  'validation',
  'identity',
  'enrolment',
  'documents',
  'curriculum',
  'marks',
  'exams',
  'credentials',
  'exchange',
  'privacy',
  'statistics',
];
const inModule = (file) => `^src/modules/.+/${file}`;
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const test = '\\.(test|bench)\\.ts$';

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule('kernel-stands-alone', { path: '^src/kernel/', pathNot: test }, { pathNot: '^src/kernel/|node_modules/zod' }),
    rule('engines-know-only-kernel', { path: '^src/engines/', pathNot: test }, { pathNot: '^src/(engines|kernel)/' }),
    rule(
      'platform-knows-no-domain',
      { path: '^src/platform/' },
      { path: '^src/(modules|entrypoints|web|engines|province|bench)/' },
    ),
    rule(
      'province-is-data-only',
      { path: '^src/province/', pathNot: test },
      {
        path: '^src/',
        pathNot: [
          '^src/(province|kernel)/',
          '^src/platform/(command|terminal)\\.ts$',
          'contract\\.ts$',
          '^src/modules/exchange/layout/',
        ],
      },
    ),
    rule(
      'rules-are-pure',
      { path: inModule('rules/'), pathNot: test },
      {
        pathNot:
          '^src/(kernel|engines)/|^src/modules/.+/rules/|node_modules/(double-metaphone|fastest-levenshtein|libphonenumber-js)',
      },
    ),
    rule(
      'contracts-are-only-shapes',
      { path: inModule('contract\\.ts$') },
      { pathNot: '^src/kernel/|node_modules/zod|contract\\.ts$|^src/modules/.+/(rules|layout)/' },
    ),
    rule(
      'sql-lives-in-stores',
      { path: '^src/', pathNot: ['/store\\.ts$', '/store/', '^src/platform/', test] },
      { path: 'node_modules/(kysely|pg)/' },
    ),
    rule(
      'http-lives-in-routes',
      { path: '^src/', pathNot: ['routes\\.ts$', '/routes/', '^src/(platform|entrypoints)/', test] },
      { path: 'node_modules/fastify/' },
    ),
    rule('stores-look-down', { path: inModule('store[./]') }, { path: '(service|routes|jobs|commands)(\\.ts$|/)' }),
    rule(
      'services-look-down',
      { path: inModule('service[./]') },
      { path: '(routes|jobs|commands)(\\.ts$|/)', pathNot: '^src/platform/' },
    ),
    rule(
      'only-through-the-front-door',
      { path: '^src/modules/([^/]+)/' },
      { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/(index|contract)\\.ts$'] },
    ),
    rule(
      'entrypoints-use-the-doors',
      { path: '^src/(entrypoints|bench)/', pathNot: test },
      { path: '^src/modules/[^/]+/(store|service)(\\.ts$|/)' },
    ),
    rule(
      'web-knows-only-contracts-and-rules',
      { path: '^src/web/' },
      { path: '^src/', pathNot: ['^src/web/', '^src/kernel/', '^src/modules/.+/(contract\\.ts$|rules/|layout/)'] },
    ),
    rule('nothing-imports-the-tests', { path: '^src/', pathNot: test }, { path: '^(tests|scripts)/' }),
    ...order.map((name, i) =>
      rule(
        `order: ${name} looks down`,
        { path: `^src/modules/${name}/` },
        { path: `^src/modules/(${[...order.slice(i + 1), '-'].join('|')})/` },
      ),
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
