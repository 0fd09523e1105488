import { describe, expect, test } from 'vitest'
import { BadRequest } from '../../../../kernel/errors.ts'
import { readAttachments } from '../attachment.ts'

const png = Buffer.from('89504e470d0a1a0a0000', 'hex')

function reasonOf(mimeType: string, content: Buffer | string, isEncoded = false): unknown {
  const encoded = isEncoded ? String(content) : Buffer.from(content).toString('base64')
  const good = { fileName: 'a.txt', mimeType: 'text/plain', content: 'YQ==' }
  try {
    readAttachments([good, { fileName: 'b', mimeType, content: encoded }])
    return 'fine'
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error
    expect(error.code).toBe('INVALID_ATTACHMENT_TYPE')
    expect(error.details).toMatchObject({ attachmentIndex: 1, mimeType })
    return error.details?.['reason']
  }
}

test('a file is read with its size and its SHA-256', () => {
  const [file] = readAttachments([{ fileName: 'a', mimeType: 'text/plain', content: 'YWJj' }])
  expect(file).toEqual({
    ...{ fileName: 'a', mimeType: 'text/plain', size: 3, content: Buffer.from('abc') },
    sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  })
  expect(readAttachments(null)).toEqual([])
})

test.each([
  'YQ',
  'YQ=',
  'YR==',
  'Y Q==',
  'YWJj\n',
  '\nYWJj',
  'YW\nJj',
  'data:text/plain;base64,YWJj',
  '=',
  'YW-_',
  '=YWJj',
  'YQ==YQ==',
])('%j is no strict base64', (content) => {
  expect(reasonOf('text/plain', content, true)).toBe('base64')
})

test.each(['text/html', 'image/svg+xml', 'IMAGE/PNG', 'text/plain; charset=utf-8', 'x'])(
  'the type %s is refused',
  (mimeType) => expect(reasonOf(mimeType, 'x')).toBe('type'),
)

describe('the bytes must be what the type claims', () => {
  test.each([
    ['application/pdf', '%PDF-1.7', 'fine'],
    ['application/pdf', `${' '.repeat(1019)}%PDF-`, 'fine'],
    ['application/pdf', `${' '.repeat(1020)}%PDF-`, 'content'],
    ['image/png', png, 'fine'],
    ['image/png', '<script>alert(1)</script>', 'content'],
    ['image/png', png.subarray(0, 7), 'content'],
    ['image/jpeg', Buffer.from('ffd8ffe0', 'hex'), 'fine'],
    ['image/jpeg', png, 'content'],
    ['image/gif', 'GIF89a..', 'fine'],
    ['image/gif', 'GIF88a..', 'content'],
    ['image/webp', 'RIFF\n\x00..WEBPVP8', 'fine'],
    ['image/webp', 'RIFF....WAVE', 'content'],
    ['text/plain', 'Kvittering æøå €', 'fine'],
    ['text/csv', Buffer.from([0xe6]), 'content'],
    ['text/csv', 'a\0b', 'content'],
    ['text/plain', '%PDF-1.7', 'content'],
    ['text/plain', 'a %PDF-1.7', 'fine'],
    ['text/csv', 'GIF89a', 'content'],
    ['text/csv', 'RIFF....WEBP', 'content'],
  ] as const)('%s %j: %s', (mimeType, content, reason) => {
    expect(reasonOf(mimeType, content as Buffer | string)).toBe(reason)
  })

  test.each([
    '<a/>',
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- <a> -->\n<a b=">">x &amp; &#230; <b/></a>\n',
    '<a><![CDATA[<!DOCTYPE html> & <]]></a>',
    Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xE6</a>', 'latin1'),
    Buffer.from('\uFEFF<a>æ</a>', 'utf16le'),
  ])('well-formed: %s', (content) => {
    expect(reasonOf('application/xml', content as Buffer | string)).toBe('fine')
  })

  test.each([
    'hello',
    '<a>',
    '<a></b>',
    '<a/>x',
    '<a/><b/>',
    '<a></a><b/>',
    'x<a/>',
    '<a>&foo;</a>',
    '<a>&</a>',
    '<a b="<"/>',
    '<a b=1/>',
    '<!DOCTYPE a><a/>',
    '<!-- <a> --><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<a/><!-- ',
    '<a>\u0001</a>',
    '<?xml version="1.0" encoding="x-none"?><a/>',
    ' <?xml version="1.0"?>',
  ])('not well-formed, or with a DOCTYPE: %s', (content) => {
    expect(reasonOf('text/xml', content)).toBe('content')
  })

  test('is told of hostile megabytes in seconds', () => {
    const hostile = [
      '<a/>' + '<!--'.repeat(1e6),
      '<'.repeat(3e6),
      '<a ' + '"'.repeat(3e6),
      '<a>'.repeat(3e5),
    ]
    for (const content of hostile) expect(reasonOf('text/xml', content)).toBe('content')
  })
})
