package com.happypancake.inspect.query;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.happypancake.dumps.Dump;
import com.happypancake.inspect.text.Field;
import com.happypancake.inspect.text.Fields;
import com.happypancake.schemas.catalogue.DescriptorSets;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.catalogue.LegacyColumn;
import com.happypancake.schemas.catalogue.SchemaException;
import com.happypancake.schemas.manifest.Part;
import com.happypancake.schemas.options.OptionsProto;
import com.happypancake.schemas.options.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The fields of events that name a member: by the columns that they carry, and by the subject.
 * Immutable.
 */
public final class MemberFields {

  private static final String MEMBER_ID = "Members.MemberId";

  private final LegacyCatalogue tables;
  private final Map<FieldDescriptor, List<Field>> byFact = new HashMap<>();

  /**
   * Reads the fields from the options of a folder's schemas. Where these hold no tables, the
   * columns that events carry are those of HPC1.
   *
   * @throws SchemaException if the schemas do not have the parts' messages
   */
  public MemberFields(Dump dump) {
    tables = tables(dump.schemas());
    for (String message : new TreeSet<>(dump.parts().stream().map(Part::getMessage).toList())) {
      for (Field field : Fields.leaves(DescriptorSets.message(dump.schemas(), message))) {
        if (namesMember(field)) {
          byFact.computeIfAbsent(field.path().get(0), fact -> new ArrayList<>()).add(field);
        }
      }
    }
  }

  /**
   * Tells whether an event names a member.
   *
   * @param event of this folder
   */
  public boolean name(Message event, long member) {
    return byFact.entrySet().stream()
        .filter(fact -> fact.getKey().getContainingType() == event.getDescriptorForType())
        .filter(fact -> Field.isSet(event, fact.getKey()))
        .flatMap(fact -> fact.getValue().stream())
        .flatMap(field -> field.value(event).stream())
        .anyMatch(value -> ((Number) value).longValue() == member);
  }

  private static LegacyCatalogue tables(Collection<FileDescriptor> schemas) {
    LegacyCatalogue own = LegacyCatalogue.of(schemas);
    return own.tables().isEmpty() ? LegacyCatalogue.hpc() : own;
  }

  private boolean namesMember(Field field) {
    FieldDescriptor leaf = field.leaf();
    boolean integer =
        leaf.getJavaType() == FieldDescriptor.JavaType.INT
            || leaf.getJavaType() == FieldDescriptor.JavaType.LONG;
    return integer
        && !leaf.isRepeated()
        && (isOfSubject(leaf)
            || leaf.getOptions().getExtension(OptionsProto.carries).stream()
                .anyMatch(this::isMemberId));
  }

  private static boolean isOfSubject(FieldDescriptor leaf) {
    Subject subject =
        leaf.getContainingType().getOptions().getExtension(OptionsProto.event).getSubject();
    return Stream.of(subject.getMember(), subject.getChat().getOne(), subject.getChat().getOther())
        .anyMatch(leaf.getName()::equals);
  }

  private boolean isMemberId(String carried) {
    return carried.equals(MEMBER_ID)
        || column(carried).map(column -> column.options().getLookup()).stream()
            .anyMatch(MEMBER_ID::equals);
  }

  private Optional<LegacyColumn> column(String name) {
    int dot = name.lastIndexOf('.');
    try {
      return Optional.of(tables.table(name.substring(0, Math.max(dot, 0))))
          .map(table -> table.column(name.substring(dot + 1)));
    } catch (SchemaException e) {
      // The schemas may name a column of a table that they do not hold.
      return Optional.empty();
    }
  }
}
