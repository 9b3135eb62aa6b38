// Signing in.

import { bilingual } from './bilingual.ts'

export const signInWords = bilingual({
  en: {
    title: 'Sign in',
    lead: 'For the Secretariat, delegations, participants and observers. Adopted texts are open to everyone without signing in.',
    email: 'E-mail address',
    password: 'Password',
    submit: 'Sign in',
  },
  fr: {
    title: 'Connexion',
    lead: 'Pour le Secrétariat, les délégations, les participants et les observateurs. Les textes adoptés sont ouverts à tous, sans connexion.',
    email: 'Adresse électronique',
    password: 'Mot de passe',
    submit: 'Se connecter',
  },
})
