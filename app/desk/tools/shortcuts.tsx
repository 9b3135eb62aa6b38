// The sheet of shortcuts: every command that has keys, by what it is about. Loaded when first opened.

import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { deskPanelWords } from '#app/words/desk/panels.ts'
import { keysOf } from '../commands/chords.ts'
import { type Command, groupsOf } from '../commands/commands.ts'
import { useDesk } from '../page/state.ts'
import { useDialog } from '../page/use-dialog.ts'

export default function Shortcuts({ commands }: { readonly commands: readonly Command[] }) {
  const w = useWords(deskPanelWords)
  const language = useLanguage()
  const { onPanel } = useDesk()
  const { dialog, leave } = useDialog(() => onPanel(null))
  const groups = groupsOf(language)
    .map(([group, name]) => ({
      name,
      commands: commands.filter((command) => command.group === group && command.chord),
    }))
    .filter((group) => group.commands.length > 0)
  return (
    <dialog ref={dialog} className="panel sheet-of-keys" aria-labelledby="sheet-of-keys">
      <header>
        <h2 id="sheet-of-keys">{w.shortcuts}</h2>
        <button type="button" className="link" onClick={leave}>
          {w.close}
        </button>
      </header>
      <div className="key-groups">
        {groups.map((group) => (
          <section key={group.name} className="key-group">
            <h3>{group.name}</h3>
            <dl>
              {group.commands.map((command) => (
                <div key={command.id}>
                  <dt>{command.words[language]}</dt>
                  <dd>
                    <Keys keys={keysOf(command.chord!, language)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="hint">{w.shortcutsSay}</p>
    </dialog>
  )
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="keys">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}
