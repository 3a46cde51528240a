import { describe, expect, test } from 'vitest';
import { bytesSource } from '../files/byte-source.ts';
import { chatTable, parquetBytes } from '../testing/parquet-fixtures.ts';
import { appendRows, assembleColumn, dictionaryValues, loadBrotli, readPageHeader } from './decoders.ts';
import { openParquet } from './file.ts';

/** The pages of a column, not compressed, as they lie in the file. */
async function pagesOf(bytes: Uint8Array, leafIndex = 0, columnIndex = 0) {
  const { columns, rowGroups } = await openParquet(bytesSource('t.parquet', bytes));
  const column = columns[columnIndex]!;
  const leaf = column.leaves[leafIndex]!;
  const pages = rowGroups.flatMap((group) => {
    const chunk = group.columns.find(
      ({ meta_data: meta }) => meta?.path_in_schema.join('.') === leaf.path.join('.'),
    );
    let at = Number(chunk!.meta_data!.dictionary_page_offset || chunk!.meta_data!.data_page_offset);
    const end = at + Number(chunk!.meta_data!.total_compressed_size);
    const found = [];
    while (at < end) {
      const { header, length } = readPageHeader(bytes.subarray(at));
      const from = at + length;
      at = from + header.compressed_page_size;
      found.push({ header, page: bytes.slice(from, at) });
    }
    return found;
  });
  return { column, leaf, pages };
}

describe('what we rely on inside hyparquet', () => {
  test('the header of a page: its kind, sizes, counts and encoding, and where the page begins', async () => {
    const bytes = parquetBytes({
      columnData: [
        { name: 'count', data: Int32Array.of(7, 8, 9), type: 'INT32', encoding: 'PLAIN', nullable: false },
      ],
      codec: 'UNCOMPRESSED',
    });
    const { pages } = await pagesOf(bytes);
    expect(pages).toMatchObject([
      {
        header: {
          type: expect.stringMatching(/^DATA_PAGE(_V2)?$/),
          compressed_page_size: 12,
          uncompressed_page_size: 12,
        },
      },
    ]);
    const { data_page_header: first, data_page_header_v2: second } = pages[0]!.header;
    expect(first ?? second).toMatchObject({ num_values: 3, encoding: 'PLAIN' });
    expect([...new Int32Array(pages[0]!.page.slice().buffer)]).toEqual([7, 8, 9]);
  });

  test('a dictionary page gives texts, a data page of indices appends what they name, nulls as null', async () => {
    const data = ['b', 'a', null, 'b', 'a', 'b'];
    const bytes = parquetBytes({
      columnData: [{ name: 'text', data, type: 'STRING', nullable: true, encoding: 'RLE_DICTIONARY' }],
      codec: 'UNCOMPRESSED',
    });
    const { pages, leaf } = await pagesOf(bytes);
    expect(pages.map(({ header }) => header.dictionary_page_header?.num_values)).toEqual([2, undefined]);
    const dictionary = dictionaryValues(pages[0]!.header, pages[0]!.page, leaf);
    expect([...dictionary]).toEqual(['b', 'a']);
    const rows: unknown[] = ['before'];
    appendRows(rows, pages[1]!.header, pages[1]!.page, leaf, dictionary);
    expect(rows.map((value) => value ?? null)).toEqual(['before', ...data]);
  });

  test('a page of lists appends to the rows that it is given, and the leaves of a struct come together', async () => {
    const table = [
      {
        system: 's',
        conversations: [
          { from: 'user', value: '1' },
          { from: 'assistant', value: '2' },
        ],
      },
      { system: 's', conversations: [{ from: 'user', value: '3' }] },
      { system: 's', conversations: [] },
    ];
    const bytes = chatTable(table, { codec: 'UNCOMPRESSED' });
    const values = new Map();
    const leaves = await Promise.all([0, 1].map((index) => pagesOf(bytes, index, 1)));
    for (const { leaf, pages } of leaves) {
      const rows: unknown[] = [];
      let dictionary: ReturnType<typeof dictionaryValues> | undefined;
      for (const { header, page } of pages)
        if (header.dictionary_page_header) dictionary = dictionaryValues(header, page, leaf);
        else appendRows(rows, header, page, leaf, dictionary);
      expect(rows).toHaveLength(3);
      values.set(leaf.path.join('.'), rows);
    }
    assembleColumn(values, leaves[0]!.column.tree);
    expect(values.get('conversations')).toEqual(table.map(({ conversations }) => conversations));
  });

  test('Brotli expands to the length that it is told', async () => {
    const { brotliCompressSync } = await import('node:zlib');
    const expand = await loadBrotli();
    const text = Buffer.from('again and again and again');
    expect(Buffer.from(expand(new Uint8Array(brotliCompressSync(text)), text.length)).toString()).toBe(
      text.toString(),
    );
  });
});
