import type { Locale } from '@/lib/i18n/locale';
import { type Checks, getInstrument, type InstrumentId } from './model-checks';
import { totalOf } from './rules/score';

const LOINC = 'http://loinc.org';
const ORDINAL = 'http://hl7.org/fhir/StructureDefinition/ordinalValue';

/** An instrument as a FHIR R4 Questionnaire in one language. The total is an item of its own, as in the LOINC panels. */
export function toFhirQuestionnaire(id: InstrumentId, locale: Locale) {
  const instrument = getInstrument(id);
  return {
    resourceType: 'Questionnaire',
    id: instrument.loinc,
    status: 'active',
    language: locale,
    name: instrument.name.replace('-', ''),
    title: instrument.name,
    copyright: instrument.notice[locale],
    code: [{ system: LOINC, code: instrument.loinc }],
    item: [
      ...instrument.items.map((item) => ({
        linkId: item.loinc,
        code: [{ system: LOINC, code: item.loinc }],
        text: item[locale],
        type: 'choice',
        required: false,
        answerOption: item.options.map((option, score) => ({
          valueCoding: {
            extension: [{ url: ORDINAL, valueDecimal: score }],
            system: LOINC,
            code: option.loinc,
            display: option[locale],
          },
        })),
      })),
      { linkId: instrument.totalLoinc, code: [{ system: LOINC, code: instrument.totalLoinc }], type: 'decimal', readOnly: true },
    ],
  };
}

/** Given answers as a FHIR R4 QuestionnaireResponse; `in-progress` and without a total while items are missing. */
export function toFhirQuestionnaireResponse(id: InstrumentId, checks: Checks, authored: Date) {
  const instrument = getInstrument(id);
  const total = totalOf(checks, id);
  const answers = (checks[id] ?? []).flatMap((score, index) => {
    const item = instrument.items[index];
    const option = item?.options[score];
    if (!item || !option) return [];
    const coding = {
      extension: [{ url: ORDINAL, valueDecimal: score }],
      system: LOINC,
      code: option.loinc,
      display: option.en,
    };
    return [{ linkId: item.loinc, text: item.en, answer: [{ valueCoding: coding }] }];
  });
  return {
    resourceType: 'QuestionnaireResponse',
    questionnaire: `Questionnaire/${instrument.loinc}`,
    status: total === null ? 'in-progress' : 'completed',
    authored: authored.toISOString(),
    item: [...answers, ...(total === null ? [] : [{ linkId: instrument.totalLoinc, answer: [{ valueDecimal: total }] }])],
  };
}
