package com.happypancake.seeder;

/** Hears how a run goes, on the thread that seeds. Each method does nothing unless overridden. */
public interface SeedListener {

  /**
   * A part's file is about to be held against the manifest; a long one takes its time.
   *
   * @param path of the part in its folder
   */
  default void checking(String path) {}

  /** All checks are made; the first event is next. */
  default void checked(SeedCheck check) {}

  /** About once a second. */
  default void progressed(SeedProgress progress) {}

  /** An event came back; the run stops. */
  default void returned(ReturnedEvent event) {}

  /**
   * The run is over, whatever its end; {@link Seeder#seed} returns the report or throws after this.
   * Not heard where no run began.
   */
  default void ended(SeedReport report) {}
}
