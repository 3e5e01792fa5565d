package com.happypancake.transformer.sort;

import com.happypancake.dumps.block.Closeables;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Merges cursors with a tree of losers (Knuth, The Art of Computer Programming, volume 3, section
 * 5.4.1). Each inner node holds the cursor that lost there, so a step replays one path from a leaf
 * to the root.
 */
final class MergeCursor extends SortCursor {

  private static final int NONE_YET = -1;

  private final List<SortCursor> cursors;

  /** Index 0 holds the winner. Node n has the children 2n and 2n + 1. The leaves come last. */
  private final int[] tree;

  private final boolean[] ended;
  private boolean started;

  /** Merges cursors that were not advanced. Closing the merge closes them. */
  MergeCursor(List<SortCursor> cursors) {
    this.cursors = List.copyOf(cursors);
    this.tree = new int[cursors.size()];
    this.ended = new boolean[cursors.size()];
  }

  @Override
  public boolean advance() throws IOException {
    if (tree.length == 0) {
      return false;
    }
    if (started) {
      ended[tree[0]] = !winner().advance();
      replay(tree[0]);
    } else {
      start();
    }
    return !ended[tree[0]];
  }

  private void start() throws IOException {
    started = true;
    Arrays.fill(tree, NONE_YET);
    for (int i = 0; i < tree.length; i++) {
      ended[i] = !cursors.get(i).advance();
    }
    for (int i = 0; i < tree.length; i++) {
      replay(i);
    }
  }

  /** Plays a record from its leaf up. While the tree is built, it stops at a free node. */
  private void replay(int leaf) {
    int winner = leaf;
    for (int node = (leaf + tree.length) >>> 1; node > 0; node >>>= 1) {
      if (tree[node] == NONE_YET) {
        tree[node] = winner;
        return;
      }
      if (isBefore(tree[node], winner)) {
        int loser = winner;
        winner = tree[node];
        tree[node] = loser;
      }
    }
    tree[0] = winner;
  }

  private boolean isBefore(int one, int other) {
    if (ended[one] || ended[other]) {
      return !ended[one];
    }
    return compare(cursors.get(one), cursors.get(other)) < 0;
  }

  private SortCursor winner() {
    return cursors.get(tree[0]);
  }

  @Override
  public byte[] bytes() {
    return winner().bytes();
  }

  @Override
  int offset() {
    return winner().offset();
  }

  @Override
  long prefix() {
    return winner().prefix();
  }

  @Override
  public void close() throws IOException {
    Closeables.closeAll(cursors);
  }
}
