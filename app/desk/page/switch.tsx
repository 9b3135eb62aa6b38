// One of a few ways to look at the text, chosen by pressing it. It knows no desk.

interface SwitchProps<Choice extends string> {
  readonly label: string
  readonly names: Readonly<Record<Choice, string>>
  /** In the order in which they stand. */
  readonly choices: readonly Choice[]
  readonly chosen: Choice
  readonly onChoose: (choice: Choice) => void
}

export function Switch<Choice extends string>({ label, names, choices, chosen, onChoose }: SwitchProps<Choice>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form, these are view switches
    <div className="switch" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice}
          type="button"
          className={`switch-${choice}`}
          aria-pressed={chosen === choice}
          // By mouse, the caret stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice)}
        >
          {names[choice]}
        </button>
      ))}
    </div>
  )
}
