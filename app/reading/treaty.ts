// Where the Convention itself is read: the Treaty Office's page.

import type { Words } from '#server/domain/language.ts'

export const treatyAddress: Words = {
  en: 'https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum=201',
  fr: 'https://www.coe.int/fr/web/conventions/full-list?module=treaty-detail&treatynum=201',
}
