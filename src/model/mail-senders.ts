/** Who handed mail to the mail server, by its own log. */
export interface MailSenders {
  /** The log. */
  readonly path: string;
  /** Messages of known senders at the end of the log. */
  readonly messages: number;
  /** Most messages first: a user of this server, or the login of a mailbox. Foreign text. */
  readonly senders: readonly { readonly sender: string; readonly messages: number }[];
}
