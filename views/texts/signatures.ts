export const signingPage = {
  title: 'Signering',
  lead: 'Den tjeneste, hvor modtagere skriver under med MitID. Uden en tjeneste kan breve ikke sendes til signering.',
};
