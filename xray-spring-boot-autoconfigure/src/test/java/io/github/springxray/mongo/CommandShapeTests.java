/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.mongo;

import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is told of a command, and what is not.
 */
class CommandShapeTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{find: 'users', filter: {name: 'Ada'}}                       | {find: ?, filter: {name: ?}}
					{find: 'users', filter: {'address.city': 'x', 'lines.0': 1}} | {find: ?, filter: {address.city: ?, lines.0: ?}}
					{find: 'users', filter: {'of.ada@example.com': 1}}           | {find: ?, filter: {?: ?}}
					{find: 'users', filter: {'4111111111111111': 1}}             | {find: ?, filter: {?: ?}}
					{find: 'users', filter: {'x.f81d4fae7dec11d0a765': 1}}       | {find: ?, filter: {?: ?}}
					{find: 'users', filter: {a: [1, 'x', {b: 2}]}}               | {find: ?, filter: {a: [?, {b: ?}]}}
					{find: 'users', limit: 3, lsid: {id: 1}, $db: 'shop'}        | {find: ?, limit: ?}
					{find: 'users', comment: 'ada', let: {x: 'ada'}}             | {find: ?, comment: ?, let: ?}
					{distinct: 'users', key: 'name', query: {a: {$ne: null}}}    | {distinct: ?, key: ?, query: {a: {$ne: ?}}}
					{update: 'users', updates: [{q: {a: 1}, u: {$set: {b: 2}}}]} | {update: ?, updates: [{q: {a: ?}, u: {$set: ?}}]}
					{update: 'users', updates: [{q: {a: 1}, u: {b: 2}}]}         | {update: ?, updates: [{q: {a: ?}, u: ?}]}
					{update: 'users', updates: [{q: {a: 1}, u: [{$set: {b: 2}}]}]} | {update: ?, updates: [{q: {a: ?}, u: ?}]}
					{findAndModify: 'u', query: {a: 1}, update: {$inc: {b: 2}}}  | {findAndModify: ?, query: {a: ?}, update: {$inc: ?}}
					{insert: 'users', documents: [{name: 'Ada'}]}                | {insert: ?, documents: ?}
					{delete: 'users', deletes: [{q: {a: {$exists: true}}}]}      | {delete: ?, deletes: [{q: {a: {$exists: ?}}}]}
					""")
	void tellsNamesAndOperators(String command, String shape) {
		BsonDocument document = BsonDocument.parse(command);
		assertThat(CommandShape.of(document.getFirstKey(), document)).isEqualTo(shape);
	}

	@Test
	void isBounded() {
		String deep = "{a: ".repeat(200) + "1" + "}".repeat(200);
		BsonDocument document = BsonDocument.parse("{find: 'users', filter: " + deep + "}");
		assertThat(CommandShape.of("find", document)).hasSizeLessThan(200).contains("…");
		StringBuilder wide = new StringBuilder("{find: 'users', filter: {$or: [");
		for (int i = 0; i < 5_000; i++) {
			wide.append("{some_field_with_a_name: ").append(i).append("}, ");
		}
		document = BsonDocument.parse(wide.append("{}]}}").toString());
		assertThat(CommandShape.of("find", document)).hasSizeLessThan(CommandFacts.MAX_TEXT + 10).contains("…");
	}

}
