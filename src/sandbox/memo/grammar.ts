/**
 * The element tree of MeMo 1.2 as data (facts: digital-post 1.3, the schema's xs:sequence order).
 * One line per element: its children in order, `?` none or one, `*` any number, `+` at least one,
 * `{0,2}` at most two, `|` a choice. `name:type` is a value, a bare name another element.
 */
const lines: Record<string, string> = {
  'Message': 'MessageHeader MessageBody?',
  'MessageHeader': `messageType:messageType messageUUID:uuid messageID?:text messageCode?:text label:text notification?:notification
    additionalNotification?:text reply?:boolean replyByDateTime?:dateTime doNotDeliverUntilDate?:date mandatory?:boolean
    legalNotification?:boolean postType?:text Sender Recipient ContentData? ForwardData? ReplyData*`,
  'Sender': 'senderID:text idType:text idTypeLabel?:text label:text AttentionData? ContactPoint? Representative?',
  'Representative': 'representativeID?:text idType?:text idTypeLabel?:text label?:text',
  'Recipient': 'recipientID:text idType:text idTypeLabel?:text label?:text AttentionData? ContactPoint?',
  'ContactPoint': 'contactGroup?:text contactPointID:text label?:text ContactInfo{0,2}',
  'ContactInfo': 'label:text value:text',
  'AttentionData': `AttentionPerson? grd:ProductionUnit? gln:GlobalLocationNumber? EMail? grd:SEnumber? Telephone? grd:EID? ContentResponsible?
    GeneratingSystem? sor:SORdata? grd:Address? grd:UnstructuredAddress?`,
  'AttentionPerson': 'personID?:text label?:text',
  'EMail': 'emailAddress:text relatedAgent?:text',
  'Telephone': 'telephoneNumber:text relatedAgent?:text',
  'ContentResponsible': 'contentResponsibleID?:text label?:text',
  'GeneratingSystem': 'generatingSystemID:text label?:text',
  'ContentData': `grd:CPRdata? grd:CVRdata? dmv:MotorVehicle? grd:PropertyNumber? CaseID? kle:KLEdata? form:FORMdata? grd:ProductionUnit?
    udd:Education? grd:Address? grd:UnstructuredAddress? AdditionalContentData{0,10}`,
  'CaseID': 'caseID:text caseSystem:text',
  'AdditionalContentData': 'contentDataType?:text contentDataName:text contentDataValue:text',
  'ForwardData': `messageUUID:uuid originalMessageDateTime:dateTime originalSender:text originalContentResponsible?:text
    originalRepresentative?:text contactPointID?:text comment?:comment`,
  'ReplyData': `messageID?:text messageUUID:uuid replyUUID?:uuid senderID?:text recipientID?:text caseID?:text contactPointID?:text
    generatingSystemID?:text comment?:comment AdditionalReplyData{0,4}`,
  'AdditionalReplyData': 'label:text value:text',
  'MessageBody': 'createdDateTime:dateTime MainDocument AdditionalDocument* TechnicalDocument*',
  'MainDocument': 'mainDocumentID?:text label?:text File+ Action*',
  'AdditionalDocument': 'additionalDocumentID?:text label?:text File+ Action*',
  'TechnicalDocument': 'technicalDocumentID?:text label?:text File+',
  'File': 'encodingFormat:text filename:text language:language content:base64',
  'Action': 'label:text actionCode:text startDateTime?:dateTime endDateTime?:dateTime Reservation|EntryPoint?',
  'EntryPoint': 'url:uri',
  'Reservation': `description:text reservationUUID:uuid abstract:text location:text startDateTime:dateTime endDateTime:dateTime
    organizerMail?:text organizerName?:text`,
  'grd:ProductionUnit': 'grd:productionUnitNumber:productionUnit grd:productionUnitName?:text',
  'grd:SEnumber': 'grd:seNumber:text grd:companyName?:text',
  'grd:EID': 'grd:eID:text grd:label?:text',
  'grd:Address': `grd:id?:text grd:addressLabel?:text grd:houseNumber?:text grd:door?:text grd:floor?:text grd:co?:text grd:zipCode?:text
    grd:city?:text grd:country?:text grd:AddressPoint?`,
  'grd:AddressPoint': 'grd:geographicEastingMeasure?:text grd:geographicNorthingMeasure?:text grd:geographicHeightMeasure?:text',
  'grd:UnstructuredAddress': 'grd:unstructured:text',
  'grd:CPRdata': 'grd:cprNumber:text grd:name?:text',
  'grd:CVRdata': 'grd:cvrNumber:text grd:companyName?:text',
  'grd:PropertyNumber': 'grd:propertyNumber:text',
  'gln:GlobalLocationNumber': 'gln:globalLocationNumber:gln gln:location?:text',
  'dmv:MotorVehicle': 'dmv:licenseNumber:licenseNumber dmv:chassisNumber?:text',
  'kle:KLEdata': 'kle:subjectKey:text kle:version:text kle:activityFacet?:text kle:label:text',
  'form:FORMdata': 'form:taskKey:text form:version:text form:activityFacet?:text form:label:text',
  'udd:Education': 'udd:educationCode:text udd:educationName?:text',
  'sor:SORdata': 'sor:sorIdentifier:text sor:entryName?:text',
};

/** Namespace to the prefix used in this file; MeMo's own has none here. */
export const prefixOf: Record<string, string> = {
  'https://DigitalPost.dk/MeMo-1': '',
  'https://data.gov.dk/model/core/': 'grd:',
  'https://www.gs1.dk/gs1-standarder/identifikation/gln-global-location-number/': 'gln:',
  'https://www.dst.dk/da/TilSalg/Forskningsservice/Dokumentation/hoejkvalitetsvariable/elevregister-2/udd#': 'udd:',
  'http://kle-online.dk/': 'kle:',
  'http://www.form-online.dk/': 'form:',
  'https://motorregister.skat.dk/': 'dmv:',
  'https://services.nsi.dk/en/Services/SOR': 'sor:',
};

/** One place in a sequence: the names that may stand there, each with its value type or null for an element. */
export type Particle = { names: Map<string, string | null>; minimum: number; maximum: number };

const item = /^((?:(?:grd|gln|dmv|kle|form|udd|sor):)?[A-Za-z]+(?:\|[A-Za-z]+)*)([?*+]|\{\d+,\d+\})?(?::([A-Za-z0-9]+))?$/;

function particle(word: string): Particle {
  const parts = item.exec(word);
  if (!parts) throw new Error(`grammar: ${word}`);
  const [, names, mark = '', type = null] = parts;
  const range = /^\{(\d+),(\d+)\}$/.exec(mark);
  const minimum = range ? Number(range[1]) : mark === '' || mark === '+' ? 1 : 0;
  const maximum = range ? Number(range[2]) : mark === '*' || mark === '+' ? Infinity : 1;
  return { names: new Map(names!.split('|').map((name) => [name, type])), minimum, maximum };
}

/** Element name (with the prefixes of this file) to its sequence. */
export const grammar: Map<string, Particle[]> = new Map(
  Object.entries(lines).map(([name, line]) => [name, line.trim().split(/\s+/).map(particle)]));
