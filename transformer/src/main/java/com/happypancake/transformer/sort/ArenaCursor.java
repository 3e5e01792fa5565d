package com.happypancake.transformer.sort;

/** Iterates over the records of an arena in the order of its sorted index. */
final class ArenaCursor extends SortCursor {

  private final Arena arena;
  private final KeyIndex index;
  private final int end;
  private int place;

  /**
   * Creates a cursor.
   *
   * @param first the place of the first record in the index
   * @param end the place after the last record
   */
  ArenaCursor(Arena arena, KeyIndex index, int first, int end) {
    this.arena = arena;
    this.index = index;
    this.end = end;
    this.place = first - 1;
  }

  @Override
  public boolean advance() {
    place++;
    return place < end;
  }

  @Override
  public byte[] bytes() {
    return arena.chunk(index.address(place));
  }

  @Override
  int offset() {
    return Arena.offset(index.address(place));
  }

  @Override
  long prefix() {
    return index.prefix(place);
  }

  @Override
  public void close() {}
}
