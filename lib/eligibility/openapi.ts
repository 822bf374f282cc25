import { z } from 'zod';
import { MAX_SCREENINGS, ScreeningInputSchema, ScreeningOutputSchema } from './model';
import { PARAMETERS_VERSION } from './parameters';

const PATH = '/api/eligibility/screenings';

const Problem = {
  type: 'object',
  description: 'RFC 9457. `errors` names every field at fault with a JSON pointer.',
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    title: { type: 'string' },
    detail: { type: 'string' },
    errorCount: { type: 'integer' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
        required: ['pointer', 'detail'],
      },
    },
  },
  required: ['status', 'code', 'title'],
};

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const oneOrList = (name: string) => ({
  oneOf: [
    { $ref: `#/components/schemas/${name}` },
    { type: 'array', minItems: 1, maxItems: MAX_SCREENINGS, items: { $ref: `#/components/schemas/${name}` } },
  ],
});

/** JSON Schema 2020-12 of a schema, without the parts that OpenAPI gives itself. */
function schemaOf(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

/** The description of the public API, made from the same schemas that check the requests. */
export function buildOpenApi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Eligibility screening',
      version: PARAMETERS_VERSION,
      description:
        'Estimates, for each person of a household, which North Carolina Medicaid group is likely, and why. Stateless: nothing that is sent is kept. Not a determination: only the county Department of Social Services, or Social Security for SSI, decides. Amounts are US dollars.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: {
      [PATH]: {
        post: {
          operationId: 'createScreenings',
          summary: 'Screen one household, or a list of up to 200',
          requestBody: { required: true, content: { 'application/json': { schema: oneOrList('ScreeningInput') } } },
          responses: {
            200: {
              description: 'Findings in the order of the request',
              content: { 'application/json': { schema: oneOrList('ScreeningOutput') } },
            },
            400: problem('Not JSON'),
            413: problem('More than 1 MB'),
            422: problem('Fields at fault'),
            429: problem('Too many requests; see Retry-After'),
          },
        },
      },
    },
    components: {
      schemas: {
        ScreeningInput: schemaOf(ScreeningInputSchema),
        ScreeningOutput: schemaOf(ScreeningOutputSchema),
        Problem,
      },
    },
  };
}
