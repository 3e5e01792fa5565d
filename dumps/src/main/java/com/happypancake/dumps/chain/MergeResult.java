package com.happypancake.dumps.chain;

import com.happypancake.dumps.Dump;
import java.util.List;

/**
 * A merge that is done.
 *
 * @param dump the new full dump
 * @param tables what became of each, in the base's order
 */
public record MergeResult(Dump dump, List<MergedTable> tables) {

  /** Copies the list. */
  public MergeResult {
    tables = List.copyOf(tables);
  }
}
