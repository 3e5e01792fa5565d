package com.happypancake.transformer;

/** What a transform is at. */
public enum TransformPhase {
  /** It reads the tables that are looked up; counted in rows. */
  LOOKING_UP,
  /** It maps rows to events and sorts them in memory and on disk; counted in rows. */
  MAPPING,
  /** It merges the sorted events and writes them; counted in events. */
  WRITING
}
