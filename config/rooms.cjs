/**
 * Who may import whom, as data (dependency-cruiser reads it). A room is a folder of src/. What a room may import is
 * listed; everything else between rooms is refused. main.ts and demo.ts, which wire the rooms together, know them all.
 */
const MAY_IMPORT = {
  contract: [],
  miniapp: ['contract'],
  console: ['contract'],
  gateway: ['contract', 'bank', 'storage/(database|faults)', 'connectors/outside'],
  bank: ['contract', 'ledger', 'connectors', 'storage'],
  ledger: ['contract', 'storage'],
  connectors: ['contract'],
  storage: ['contract'],
  sandbox: ['contract', 'connectors/[^/]+/[^/]*(codec|signature)[^/]*'],
  simulator: [],
}

const rooms = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `${room} imports ${allowed.join(', ') || 'no other room'}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [`^src/${room}/`, ...allowed.map((path) => `^src/${path}`)] },
}))

module.exports = {
  forbidden: [
    ...rooms,
    {
      name: 'no circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'of contract/schema the mini-program and the console take types only',
      severity: 'error',
      from: { path: '^src/(miniapp|console)/' },
      to: { path: '^src/contract/schema', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the plain part of contract imports no package',
      severity: 'error',
      from: { path: '^src/contract/[^/]+\\.ts$' },
      to: { path: 'node_modules' },
    },
    {
      name: 'only main.ts knows the sandbox and the simulator',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|demo)|^src/(sandbox|simulator)/' },
      to: { path: '^src/(sandbox|simulator)/' },
    },
    {
      name: 'production code imports no development package',
      severity: 'error',
      from: { path: '^src/(gateway|bank|ledger|storage|connectors|contract)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'what is imported is declared',
      severity: 'error',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
