// Tables in a text: the place of a cell, and what can be done to rows and columns.

import { bilingual } from '../bilingual.ts'

export const tableWords = bilingual({
  en: {
    place: (row: number, column: number) => `Row ${row}, column ${column}`,
    newTable: (columns: number) => `Insert a table of ${columns} columns`,
    newTableAlso: 'grid rows columns cells',
    'row-above': 'Add a row above',
    'row-below': 'Add a row below',
    'remove-row': 'Remove the row',
    'column-before': 'Add a column before',
    'column-after': 'Add a column after',
    'remove-column': 'Remove the column',
    leave: 'Go on behind the table',
    notInTable: 'Put the caret in a table first.',
    onlyEditing: 'Tables are changed while editing, not while suggesting.',
    inTable: 'The caret is in a table already. Go on behind it first.',
    tooWide: (most: number) => `A table has at most ${most} columns.`,
    inserted: (rows: number, columns: number) => `Table inserted: ${rows} rows, ${columns} columns`,
  },
  fr: {
    place: (row: number, column: number) => `Ligne ${row}, colonne ${column}`,
    newTable: (columns: number) => `Insérer un tableau de ${columns} colonnes`,
    newTableAlso: 'grille lignes colonnes cellules',
    'row-above': 'Ajouter une ligne au-dessus',
    'row-below': 'Ajouter une ligne au-dessous',
    'remove-row': 'Supprimer la ligne',
    'column-before': 'Ajouter une colonne avant',
    'column-after': 'Ajouter une colonne après',
    'remove-column': 'Supprimer la colonne',
    leave: 'Continuer après le tableau',
    notInTable: 'Placez d’abord le curseur dans un tableau.',
    onlyEditing: 'Les tableaux se modifient en mode rédaction, pas en mode proposition.',
    inTable: 'Le curseur est déjà dans un tableau. Continuez d’abord après celui-ci.',
    tooWide: (most: number) => `Un tableau compte au plus ${most} colonnes.`,
    inserted: (rows: number, columns: number) => `Tableau inséré\u00a0: ${rows} lignes, ${columns} colonnes`,
  },
})
