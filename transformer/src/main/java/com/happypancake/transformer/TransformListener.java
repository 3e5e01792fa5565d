package com.happypancake.transformer;

import java.util.List;

/** Hears how a transform goes; called on the thread that runs it. */
public interface TransformListener {

  /** A listener that does nothing. */
  TransformListener NONE = new TransformListener() {};

  /**
   * Says which tables with events of their own the dump does not have; called once, at the start.
   *
   * @param tables their names, in the order of the catalogue; may be empty
   */
  default void absentTables(List<String> tables) {}

  /**
   * Says how far the transform is; called every few thousand rows or events, and at the end of each
   * part.
   *
   * @param phase what it is at
   * @param part the path of the part that is being read, or written
   * @param done rows or events so far, of all parts of the phase
   * @param total how many there will be
   */
  default void progress(TransformPhase phase, String part, long done, long total) {}
}
