package com.happypancake.transformer.lookup;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.transformer.mapping.LookupTable;
import com.happypancake.transformer.mapping.Lookups;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The change of lookups from one dump to the next.
 *
 * @param before the lookups as of the earlier dump
 * @param after the lookups as of the later dump
 */
public record LookupChange(Lookups before, TableLookups after) {

  /**
   * A column that refers to a lookup table.
   *
   * @param field the column's field in the row
   */
  public record Reference(FieldDescriptor field, LookupTable table) {

    /** Returns the columns of a table that refer to lookup tables, as the schema tells. */
    public static List<Reference> of(LegacyTable table) {
      return table.columns().stream()
          .flatMap(
              column ->
                  Arrays.stream(LookupTable.values())
                      .filter(to -> column.options().getLookup().startsWith(to.table() + "."))
                      .map(to -> new Reference(column.field(), to)))
          .toList();
    }
  }

  /**
   * Returns whether a row gives something else since the change: it names a city or an interest
   * with another name, a photo with another owner, or a member or photo that did not exist. What
   * names a deleted member or photo counts as unchanged, since consumers hide it.
   */
  public boolean touches(Message row, List<Reference> references) {
    return references.stream()
        .anyMatch(
            reference ->
                row.hasField(reference.field())
                    && touches(reference.table(), (Integer) row.getField(reference.field())));
  }

  /** Returns whether there may be a row that it touches. */
  public boolean mayTouch(List<Reference> references) {
    return references.stream().anyMatch(reference -> mayTouch(reference.table()));
  }

  private boolean mayTouch(LookupTable table) {
    return after.anyOwn(table, id -> touches(table, id))
        || (table == LookupTable.PHOTOS && mayTouch(LookupTable.MEMBERS));
  }

  private boolean touches(LookupTable table, int id) {
    return switch (table) {
      case MEMBERS -> after.registration(id).isPresent() && before.registration(id).isEmpty();
      case PHOTOS -> {
        OptionalInt owner = after.photoOwner(id);
        yield owner.isPresent()
            && (!owner.equals(before.photoOwner(id))
                || touches(LookupTable.MEMBERS, owner.getAsInt()));
      }
      case CITIES -> !after.cityName(id).equals(before.cityName(id));
      case INTERESTS -> !after.interestName(id).equals(before.interestName(id));
    };
  }
}
