import { expect, test } from 'vitest'
import { companyId } from '../../../kernel/context.ts'
import { Vault } from '../../secrets/vault.ts'
import { SignedLinks } from '../signed-links.ts'

const MINUTE = 60_000
const company = companyId('01920000-0000-7000-8000-0000000000aa')
const id = '01920000-0000-7000-8000-000000000001'
const key = Buffer.alloc(32, 1)
const at = (minutes: number, vault = new Vault(key)) =>
  new SignedLinks(vault, 'https://books.example', () => minutes * MINUTE)

const url = at(100.5).link('attachments', { company, id })
const token = url.slice(url.lastIndexOf('/') + 1)

test('a link is absolute and leads to its file for 15 minutes', () => {
  expect(url.startsWith('https://books.example/files/attachments/')).toBe(true)
  expect(at(100.5).read('attachments', token)).toEqual({ company, id })
  expect(at(115.5).read('attachments', token)).toEqual({ company, id })
  expect(at(116.1).read('attachments', token)).toBeUndefined()
})

test('links of one minute are equal', () => {
  expect(at(100.9).link('attachments', { company, id })).toBe(url)
  expect(at(101.1).link('attachments', { company, id })).not.toBe(url)
})

test('no character of a link can be changed, nor its kind, nor the key', () => {
  const links = at(100.5)
  for (const index of Array.from(token).keys()) {
    for (const other of ['A', 'B', '.', '0']) {
      if (token[index] === other) continue
      const altered = token.slice(0, index) + other + token.slice(index + 1)
      expect(links.read('attachments', altered)).toBeUndefined()
    }
  }
  for (const altered of ['', '.', '...', `${token}.`, `${token}A`, token.slice(1)]) {
    expect(links.read('attachments', altered)).toBeUndefined()
  }
  expect(links.read('exports', token)).toBeUndefined()
  expect(at(100.5, new Vault(Buffer.alloc(32, 2))).read('attachments', token)).toBeUndefined()
})

test('a link outlives the rotation of the secret key', () => {
  const rotated = new Vault(Buffer.alloc(32, 2), key)
  expect(at(101, rotated).read('attachments', token)).toEqual({ company, id })
})
