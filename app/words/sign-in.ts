// Signing in.

import { plural } from '#server/domain/plural.ts'
import { bilingual } from './bilingual.ts'

export const signInWords = bilingual({
  en: {
    title: 'Sign in',
    lead: 'For the Secretariat, delegations, participants and observers. Adopted texts are open to everyone without signing in.',
    again: 'Sign in again',
    stillUnsent:
      'Nothing has been sent yet. Once you are signed in, you will be back at your form, with what you typed.',
    email: 'E-mail address',
    password: 'Password',
    submit: 'Sign in',
    sessions: 'Your sessions',
    open: (count: number) =>
      plural('en', count, 'One session is open: this one.', `${count} sessions are open, this one included.`),
    sessionsLead:
      'A session ends after 30 minutes in which you do nothing, after 12 hours at the latest, and when you sign out or sign in again in the same browser. If you left one open elsewhere, or think that somebody else is using your account, end them all.',
    endAll: 'End all my sessions',
    endAllHint:
      'You will be signed out in every browser, this one included. What was shown as saved stays saved; words that this browser has not sent yet are deleted from it.',
  },
  fr: {
    title: 'Connexion',
    lead: 'Pour le Secrétariat, les délégations, les participants et les observateurs. Les textes adoptés sont ouverts à tous, sans connexion.',
    again: 'Reconnexion',
    stillUnsent:
      'Rien n’a encore été envoyé. Une fois connecté(e), vous retrouverez votre formulaire et ce que vous y avez saisi.',
    email: 'Adresse électronique',
    password: 'Mot de passe',
    submit: 'Se connecter',
    sessions: 'Vos sessions',
    open: (count: number) =>
      count <= 1 ? 'Une session est ouverte\u00a0: celle-ci.' : `${count} sessions sont ouvertes, celle-ci comprise.`,
    sessionsLead:
      'Une session prend fin après 30\u00a0minutes sans action de votre part, au plus tard après 12\u00a0heures, et lorsque vous vous déconnectez ou vous reconnectez dans le même navigateur. Si vous en avez laissé une ouverte ailleurs, ou si vous pensez que quelqu’un d’autre utilise votre compte, mettez fin à toutes.',
    endAll: 'Mettre fin à toutes mes sessions',
    endAllHint:
      'Vous serez déconnecté(e) de tous les navigateurs, y compris celui-ci. Ce qui était indiqué comme enregistré le reste\u00a0; ce que ce navigateur n’a pas encore envoyé en est effacé.',
  },
})
