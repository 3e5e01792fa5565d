package com.happypancake.transformer.sort;

/** Iterates over the records of an arena in the order of its sorted index. */
final class ArenaCursor extends SortCursor {

  private final Arena arena;
  private final KeyIndex index;
  private int place = -1;

  ArenaCursor(Arena arena, KeyIndex index) {
    this.arena = arena;
    this.index = index;
  }

  @Override
  public boolean advance() {
    place++;
    return place < index.size();
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
