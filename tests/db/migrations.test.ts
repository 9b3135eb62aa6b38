// Released migrations never change, and no program works on a store of another schema than its own.

import { execFile as startProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import type { Engine } from '#db/engine/open.ts'
import { migrate, migrationsFor, refuseOtherSchema } from '#db/migrate.ts'
import { engines, freshStore, type TestStore } from '#tests/support/store.ts'

const execFile = promisify(startProcess)
const folder = new URL('../../db/migrations/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
const sha256 = (words: string) => createHash('sha256').update(words).digest('hex')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

/** Each migration file, and its data, as released. */
const released: Readonly<Record<string, string>> = {
  '0001-committee.ts': '1463cc10028b315af7376706107c146f727f54b986ac6343305613e3babae73c',
  '0002-convention.ts': 'e80e7e12c7c68418544d6cc90c3c31d2b9244a73309ede79594bb69d73f52d05',
  '0003-dossiers.ts': 'af086776cbfa781279915ed337aefeb2bd6483591a50e6e5f44b29e4badde530',
  '0004-meetings.ts': '64e05c163cc032febfc4a7ffca4c579bbcc1fc89cf1942942644d14554290f79',
  '0005-publications.ts': '73e206e1908360ff9a15b5cd57a776df479d735bc133a3dd818178f974d477a2',
  '0006-findings-in-french.ts': '601df1b54039be39283833886ecf0d6fd0a553957a038d1def6c595d4c793ea1',
  '0007-whole-paragraphs.ts': 'ecf6537cd1620b3345c2d7cf6921f0e92c6047fbe62994137e65308a9f0da035',
  '0008-several-nodes.ts': '639502fa62f96c342928aebc619f71a17fd60f261af715d20fd2712f4918ed26',
  '0009-suggestions.ts': '3c5996634b317ab0dc758fdb1726e0ff74568310822026695fcaf2ce997e8480',
  '0010-comments.ts': 'a64fd01c1acd5cd01143df700715672d422b6e17f032d689aa7a6c6de1dd3da3',
  '0011-versions.ts': 'b1f6ad1772c09da572150d9cdedd51ce80f0d4664911ea224d6100334347ee6b',
  '0012-terms.ts': '852fb1f7d7c0c1ba1caad1a9aefa312927c6959f8700a3db13fa203f33c7c1e0',
  '0013-relations.ts': 'eea774e6e6f68430468e2138a663b1dcbae026f99a9af3e0a2e5248abff30088',
  '0014-suggestion-claims.ts': '7c7b4594e810f57daff973e766b15828fa948e203de8e591abe35dd8e6c624dc',
  '0015-record.ts': '07e03cb0aac865cbf1bb0727123ccb2e7f718a5ffd5fb0bd90013e9e1988976f',
  '0016-engines.ts': '945a44a018a5cd4e6aa0ecd15039a63ae69d0e7218467940666debf0dffa9325',
  '0017-draft-class.ts': '52d4f2b3ab11dc13c1139754dab0654525121d8fc8ceac95da0a9847fe3ddfde',
  '0019-taken-words.ts': '7c6413cfeec813b5279e2c342a34e282234c0f4ad724b864fce510f8170401e1',
  'data/0006-findings-fr.json': '266de17aafcebead7ff169f6ea1ff1c5b755c0580fc8ab49db6ddcf11bb2fc7b',
  'data/0013-finding-parties.json': '44ec1ddeecc833eedbe4eb129b25cd401490164abffe3eee046573525173c162',
}

/** What they say to a store, up to this one: all of it, with what they use of ddl.ts and of their data. */
const saidUpTo = '0014-suggestion-claims'
const said: Readonly<Record<Engine, string>> = {
  sqlite: '772241630b5ec4a652b8e9bcb8aae3d0be484d7e8e534990729b37c79f93167f',
  postgresql: '536169f4b4629c4b2823d0c3f2a6d4c788577587f97a2ab3134f7d881abe2949',
}

const whatToDo = `
  A migration that was released has run on stores that you will never see: a change to its file reaches none of them, and
  a store made tomorrow would differ from one made yesterday. Undo the change and say it in a new migration.
  Only for a file that no store has run yet (it is not on main): put its new hash into tests/db/migrations.test.ts.`

describe('released migrations', () => {
  test.each(Object.entries(released))('%s is as it was released', (file, hash) => {
    expect(sha256(read(file)), `${file} changed.${whatToDo}`).toBe(hash)
  })

  test('no file has been taken away or renamed', () => {
    expect(Object.keys(released).filter((file) => !files.includes(file))).toEqual([])
  })

  test('read nothing of db/seed', () => {
    const imports = files.filter((file) => file.endsWith('.ts')).map((file) => [file, read(file)] as const)
    expect(imports.length).toBeGreaterThan(14)
    expect(imports.filter(([, source]) => /['"`/]seed[./'"`]/.test(source)).map(([file]) => file)).toEqual([])
  })

  test.each(Object.entries(said))('say the same on %s, through the words they share', async (engine, hash) => {
    const heard: string[] = []
    const db = deafStore(engine as Engine, (words) => heard.push(words))
    const migrations = Object.entries(migrationsFor(engine as Engine)).filter(([name]) => name <= saidUpTo)
    for (const [, { up }] of migrations) await up(db)
    expect(heard.length).toBeGreaterThan(150)
    expect(sha256(heard.join('\n')), `db/migrations/ddl.ts says something else.${whatToDo}`).toBe(hash)
  })
})

/** Takes every statement, answers none, and tells what it was given. */
function deafStore(engine: Engine, heard: (words: string) => void): Kysely<unknown> {
  const log = ({ query }: { query: { sql: string; parameters: readonly unknown[] } }) =>
    heard(`${query.sql.replaceAll(/\s+/g, ' ')} ${JSON.stringify(query.parameters)}`)
  const dialect = {
    createAdapter: () => (engine === 'sqlite' ? new SqliteAdapter() : new PostgresAdapter()),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => (engine === 'sqlite' ? new SqliteQueryCompiler() : new PostgresQueryCompiler()),
  }
  return new Kysely({ dialect, log })
}

describe.each(engines)('a store of another schema, on %s', (engine) => {
  let own: TestStore
  afterEach(() => own.close())
  const run = (statement: string) => sql.raw<Record<string, unknown>>(statement).execute(own.store.db)

  /** What `npm run verify` prints on its error channel, as a process of its own. */
  async function verify(): Promise<string> {
    const env = { ...process.env, ...own.env }
    const { stderr, code } = await execFile(process.execPath, ['server/verify.ts'], { env }).then(
      ({ stderr }) => ({ stderr, code: 0 }),
      (error: { stderr: string; code: number }) => error,
    )
    expect(code, stderr).toBe(1)
    return stderr
  }

  test('is refused by both when a newer program migrated it', async () => {
    own = await freshStore(engine)
    await run("insert into kysely_migration (name, timestamp) values ('9001-of-tomorrow', '2099-01-01T00:00:00.000Z')")
    const line = 'This store was migrated by a newer version (9001-of-tomorrow). Use that version or one after it.'
    await expect(migrate(own.store)).rejects.toThrow(line)
    expect(await verify()).toBe(`Recital cannot verify: ${line}\n`)
  })

  test('is refused by the server before it changes anything, though it could go on', async () => {
    own = await freshStore(engine, '0012-terms')
    await run("insert into kysely_migration (name, timestamp) values ('0012-of-others', '2099-01-01T00:00:00.000Z')")
    await expect(migrate(own.store)).rejects.toThrow('This store was migrated by a newer version (0012-of-others).')
    expect((await run('select name from kysely_migration')).rows).toHaveLength(13)
    await expect(run('select * from finding_party')).rejects.toThrow()
  })

  test('is refused by verify when it is behind, until the server has been started', async () => {
    own = await freshStore(engine, '0012-terms')
    expect(await verify()).toMatch(
      /^Recital cannot verify: This store is older than this version \(0013-relations, .*\): start the server once to migrate it\.\n$/,
    )
    await migrate(own.store)
    await expect(refuseOtherSchema(own.store)).resolves.toBeUndefined()
  })
})
