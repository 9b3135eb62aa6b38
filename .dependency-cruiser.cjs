// Arrows point one way: app → server → db. Each rule says where the code belongs instead.

const layer = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    layer(
      'no-cycle',
      {},
      { circular: true },
      'Two files that need each other are one idea, or one of them knows too much.',
    ),
    layer(
      'domain-is-pure',
      { path: '^server/domain/' },
      { pathNot: '^server/domain/' },
      'A rule of the domain imports nothing but the domain. Take what you need as a parameter; reading belongs in a workflow.',
    ),
    layer(
      'document-knows-no-people',
      { path: '^server/document/' },
      { path: '^(app|db|server/(workflows|live|auth|http|formats|demo)|server/world)' },
      'The text knows neither rows nor people. What needs them belongs in server/workflows.',
    ),
    layer(
      'live-knows-no-roles',
      { path: '^server/live/' },
      { path: '^(app|server/(workflows|auth|formats|demo))' },
      'A room knows seats, not roles. Decide the seat in server/workflows/dossiers/drafting.ts and hand it in.',
    ),
    layer(
      'live-knows-one-table-family',
      { path: '^server/live/' },
      {
        path: '^db/',
        pathNot: '^db/(texts/(appends|documents|node-leases|text-chain)|schema|engine/(open|transaction|unreachable))',
      },
      'A room reads and writes the log only (db/texts/appends.ts, documents.ts, node-leases.ts). Other rows belong in a workflow.',
    ),
    layer(
      'formats-know-no-rows',
      { path: '^server/formats/' },
      { path: '^(app|db|server/(workflows|live|auth|http))' },
      'A format turns a tree into bytes. Reading the tree belongs in a workflow.',
    ),
    layer(
      'db-knows-no-server',
      { path: '^db/' },
      { path: '^(app|server)/', dependencyTypesNot: ['type-only'] },
      'SQL takes types of the domain, nothing else. A rule belongs in server/domain, an act in server/workflows.',
    ),
    layer(
      'workflows-know-no-requests',
      { path: '^server/workflows/' },
      { path: '^(app|server/http)|node_modules/(react|@remix-run)' },
      'A workflow knows people and acts, not requests. Parsing belongs in app/routes.',
    ),
    layer(
      'routes-go-through-workflows',
      { path: '^app/' },
      {
        path: '^(db|server/(live|http|demo)|server/(index|dev))|node_modules/(kysely|lucia|pg|better-sqlite3)',
        dependencyTypesNot: ['type-only'],
      },
      'A page asks a workflow. SQL belongs in db, an act in server/workflows.',
    ),
    layer(
      'only-routes-call-workflows',
      { path: '^app/(editor|desk|components|words|reading)/' },
      { path: '^server/(workflows|auth|formats)', dependencyTypesNot: ['type-only'] },
      'Only a route calls a workflow; a component is given a view.',
    ),
    layer(
      'no-tests-in-the-house',
      { path: '^(app|server|db)/' },
      { path: '^tests/' },
      'What the house needs lives in the house.',
    ),
    layer(
      'declared-only',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
      'Name the package in package.json first.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
