// The frame around every page: header, sections, language switch, footer. It knows no page.

import { useLocation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { shellWords } from '#app/words/shell.ts'
import { OpenVotes } from '../ballots/open-votes.tsx'
import { useReader, useWords } from './reader.tsx'

const memberSections = [
  ['/dossiers', 'dossiers'],
  ['/meetings', 'meetings'],
] as const
const publicSections = [
  ['/texts', 'texts'],
  ['/articles', 'convention'],
  ['/parties', 'parties'],
  ['/findings', 'findings'],
] as const

export function Frame({ children }: { readonly children: ReactNode }) {
  const w = useWords(shellWords)
  return (
    <>
      <a className="skip" href="#main">
        {w.skip}
      </a>
      <header className="masthead">
        <div className="masthead-line">
          <a className="wordmark" href="/">
            <span className="wordmark-name">Recital</span>
            <span className="wordmark-committee">{w.committee}</span>
          </a>
          <Account />
        </div>
        <Sections />
      </header>
      <OpenVotes />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="colophon">
        <p>{w.footer}</p>
        <p>{w.footerNote}</p>
      </footer>
    </>
  )
}

function Sections() {
  const w = useWords(shellWords)
  const { name } = useReader()
  const { pathname } = useLocation()
  const sections = name === null ? publicSections : [...memberSections, ...publicSections]
  return (
    <nav className="sections" aria-label={w.sections}>
      <ul>
        {sections.map(([to, key]) => (
          <li key={to}>
            <a href={to} aria-current={isWithin(pathname, to) ? 'page' : undefined}>
              {w[key]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Votes and versions are reached through the dossiers they are about. */
function isWithin(pathname: string, section: string): boolean {
  const path = pathname.replace(/^\/(ballots|versions)(?=\/)/, '/dossiers')
  return path === section || path.startsWith(`${section}/`)
}

function Account() {
  const w = useWords(shellWords)
  const { name } = useReader()
  return (
    <div className="account">
      <LanguageSwitch />
      {name === null ? (
        <a href="/sign-in">{w.signIn}</a>
      ) : (
        <form method="post" action="/sign-out" className="account-out">
          <span className="visually-hidden">{w.signedInAs} </span>
          <a href="/sessions">
            {name}
            <span className="visually-hidden">{w.sessionsOf}</span>
          </a>
          <button type="submit" className="link">
            {w.signOut}
          </button>
        </form>
      )}
    </div>
  )
}

function LanguageSwitch() {
  const w = useWords(shellWords)
  const { language } = useReader()
  const { pathname, search } = useLocation()
  const other = language === 'en' ? 'fr' : 'en'
  const query = new URLSearchParams(search)
  query.set('lang', other)
  return (
    <a href={`${pathname}?${query}`} hrefLang={other} lang={other} rel="alternate">
      {w.otherLanguage}
    </a>
  )
}
