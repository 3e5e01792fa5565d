package com.happypancake.seeder;

/** The names of the headers that a message of an event has, as docs/wire.md fixes them. */
public final class EventHeaders {

  /** ISO 3166-1 alpha-2. */
  public static final String COUNTRY = "hpc-country";

  /** The stream within which order matters. */
  public static final String SUBJECT = "hpc-subject";

  /** Content digest of the folder of events. */
  public static final String EVENTS = "hpc-events";

  /** The event's place in the folder, from 1. */
  public static final String ORDINAL = "hpc-ordinal";

  /** True: the event was seeded, and is not live. */
  public static final String SEEDED = "hpc-seeded";

  private EventHeaders() {}
}
