// Moving paragraphs: the commands, the handle in the number margin, and what is said when it is done.

import { bilingual } from '../bilingual.ts'

export const moveWords = bilingual({
  en: {
    up: 'Move the paragraph up',
    down: 'Move the paragraph down',
    also: 'order place drag',
    movedUp: 'Moved up.',
    movedDown: 'Moved down.',
    moved: 'Moved.',
    nowNumber: (number: string) => `It is now ${number}.`,
    edge: 'It cannot go further in that direction.',
    stayed: 'It stays where it is.',
    handle: (number: string) => (number ? `Move paragraph ${number}` : 'Move this paragraph'),
    handleHint: 'Drag to move; by keyboard Alt+Shift+↑ or ↓',
  },
  fr: {
    up: 'Déplacer le paragraphe vers le haut',
    down: 'Déplacer le paragraphe vers le bas',
    also: 'ordre place glisser',
    movedUp: 'Déplacé vers le haut.',
    movedDown: 'Déplacé vers le bas.',
    moved: 'Déplacé.',
    nowNumber: (number: string) => `C’est maintenant le ${number}.`,
    edge: 'Il ne peut aller plus loin dans cette direction.',
    stayed: 'Il reste à sa place.',
    handle: (number: string) => (number ? `Déplacer le paragraphe ${number}` : 'Déplacer ce paragraphe'),
    handleHint: 'Faites glisser pour déplacer\u00a0; au clavier Alt+Maj+↑ ou ↓',
  },
})
