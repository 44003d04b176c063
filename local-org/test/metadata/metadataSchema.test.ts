import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildMetadataSchema, formatMetadataSchema } from '../../scripts/metadataSchema.ts';
import { loadSchemaTable } from '../../src/metadata/index.ts';

const declarations = path.resolve(path.dirname(require.resolve('@salesforce/types/metadata')), 'metadata.d.ts');

describe('metadata schema table', () => {
    it('is what the installed declarations say', () => {
        const generated = formatMetadataSchema(buildMetadataSchema(readFileSync(declarations, 'utf8')));
        expect(readFileSync(path.resolve('local-org/data/metadata-schema.json'), 'utf8') === generated).toBe(true);
    });

    it('gives inherited elements, and tells required from repeatable ones', () => {
        const table = loadSchemaTable();
        const properties = table.properties('FlowRecordLookup');
        expect(properties?.get('filters')).toEqual({
            name: 'filters',
            type: 'FlowRecordFilter',
            repeatable: true,
            required: false
        });
        expect(properties?.get('processMetadataValues')?.type).toBe('FlowMetadataValue');
        expect(table.properties('FlowRule')?.get('label')?.required).toBe(true);
        expect(table.enumeration('FlowComparisonOperator')).toContain('EqualTo');
        expect(table.properties('toString')).toBeUndefined();
    });
});
