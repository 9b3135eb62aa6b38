// The sheet of shortcuts: every act that has keys, by what it is about. Loaded when first opened.

import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { deskPanelWords } from '#app/words/desk/panels.ts'
import { keysOf } from '../commands/chords.ts'
import { type Act, groupsOf } from '../commands/commands.ts'
import { useDesk } from '../page/state.ts'
import { useDialog } from '../page/use-dialog.ts'

export default function Shortcuts({ acts }: { readonly acts: readonly Act[] }) {
  const w = useWords(deskPanelWords)
  const language = useLanguage()
  const { onPanel } = useDesk()
  const { dialog, leave } = useDialog(() => onPanel(null))
  const groups = groupsOf(language)
    .map(([group, name]) => ({ name, acts: acts.filter((act) => act.group === group && act.chord) }))
    .filter((group) => group.acts.length > 0)
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
              {group.acts.map((act) => (
                <div key={act.id}>
                  <dt>{act.words[language]}</dt>
                  <dd>
                    <Keys keys={keysOf(act.chord!, language)} />
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
