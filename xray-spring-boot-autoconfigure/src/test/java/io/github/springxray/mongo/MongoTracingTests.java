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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.context.ConfigurableApplicationContext;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is recorded of commands of the blocking driver.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MongoTracingTests {

	private final MongoRunner mongo = new MongoRunner();

	private ConfigurableApplicationContext context;

	private RecordedTraces traces;

	private MongoDatabase database;

	@BeforeAll
	void start() {
		this.context = this.mongo.start();
		this.traces = this.context.getBean(RecordedTraces.class);
		this.database = this.context.getBean(MongoClient.class).getDatabase("shop");
	}

	@AfterAll
	void stop() {
		this.context.close();
		this.mongo.close();
	}

	@Test
	void aCommandIsASubsegmentWithItsNameCollectionAndShape() {
		MongoCollection<Document> users = this.database.getCollection("users");
		users.insertOne(new Document("name", "Ada").append("age", 36));
		RecordedEntity segment = trace(() -> users.find(Filters.and(Filters.eq("name", "Ada"), Filters.gt("age", 18)))
			.sort(new Document("age", 1))
			.first());
		RecordedEntity find = only(segment);
		assertThat(find).isComplete()
			.hasName("shop@127.0.0.1")
			.hasNamespace("remote")
			.isNotFault()
			.hasAnnotation("command", "find")
			.hasAnnotation("collection", "users");
		assertThat(find.metadata("mongodb")).containsEntry("database", "shop").containsKey("server");
		assertThat((String) find.metadata("mongodb").get("command"))
			.startsWith("{find: ?, filter: {$and: [{name: ?}, {age: {$gt: ?}}]}, sort: {age: ?}");
		assertThat(segment.json()).doesNotContain("Ada");
	}

	@Test
	void documentsThatAreWrittenAreNotTold() {
		MongoCollection<Document> people = this.database.getCollection("people");
		RecordedEntity segment = trace(() -> {
			people.insertMany(List.of(new Document("token-of-grace", MongoRunner.SECRET), new Document("b", 2)));
			people.updateOne(Filters.eq("b", 2), Updates.set("scores.grace@example.com", MongoRunner.SECRET));
			people.replaceOne(Filters.eq("b", 2), new Document("replaced-grace", MongoRunner.SECRET));
			people.deleteMany(Filters.eq("token-of-grace", MongoRunner.SECRET));
		});
		assertThat(segment.subsegments()).extracting((entity) -> entity.annotations().get("command"))
			.containsExactly("insert", "update", "update", "delete");
		assertThat(segment.subsegments()).extracting((entity) -> entity.metadata("mongodb").get("documents"))
			.containsExactly(2, 1, 1, 1);
		assertThat(commandOf(segment, 0)).contains("documents: ?");
		assertThat(commandOf(segment, 1)).contains("updates: [{q: {b: ?}, u: {$set: ?}");
		assertThat(commandOf(segment, 2)).contains("u: ?");
		assertThat(commandOf(segment, 3)).contains("deletes: [{q: {?: ?}");
		assertThat(segment.json()).doesNotContain(MongoRunner.SECRET).doesNotContain("grace");
	}

	@Test
	void eachBatchOfACursorIsASubsegment() {
		MongoCollection<Document> items = this.database.getCollection("items");
		items.insertMany(IntStream.range(0, 7).mapToObj((i) -> new Document("i", i)).toList());
		RecordedEntity segment = trace(() -> assertThat(items.find().batchSize(3).into(new ArrayList<>())).hasSize(7));
		assertThat(segment.subsegments()).extracting((entity) -> entity.annotations().get("command"))
			.startsWith("find", "getMore");
		assertThat(segment.subsegments()).extracting((entity) -> entity.annotations().get("collection"))
			.containsOnly("items");
	}

	@Test
	void aWriteThatIsRefusedIsAFaultOfTheCommandWithoutTheKey() {
		MongoCollection<Document> keys = this.database.getCollection("keys");
		keys.insertOne(new Document("_id", MongoRunner.SECRET));
		RecordedEntity segment = trace(() -> assertThatExceptionOfType(MongoWriteException.class)
			.isThrownBy(() -> keys.insertOne(new Document("_id", MongoRunner.SECRET)))
			.satisfies((ex) -> AWSXRay.getCurrentSegment().addException(ex)));
		assertThat(only(segment)).isFault().hasMetadata("mongodb", "error_codes", List.of(11000));
		assertThat(segment).hasException(MongoWriteException.class).hasExceptionMessage("code 11000");
		assertThat(segment.json()).doesNotContain(MongoRunner.SECRET);
	}

	@Test
	void aBulkOfWhichOneIsRefusedIsAFaultToo() {
		MongoCollection<Document> bulk = this.database.getCollection("bulk");
		RecordedEntity segment = trace(() -> assertThatExceptionOfType(MongoBulkWriteException.class)
			.isThrownBy(() -> bulk
				.insertMany(List.of(new Document("_id", MongoRunner.SECRET), new Document("_id", MongoRunner.SECRET))))
			.satisfies((ex) -> AWSXRay.getCurrentSegment().addException(new IllegalStateException(ex))));
		assertThat(only(segment)).isFault().hasMetadata("mongodb", "error_codes", List.of(11000));
		assertThat(segment.json()).doesNotContain(MongoRunner.SECRET);
	}

	@Test
	void aCommandThatFailsHasItsExceptionWithoutTheMessageOfTheServer() {
		RecordedEntity segment = trace(() -> assertThatExceptionOfType(MongoCommandException.class)
			.isThrownBy(() -> this.database.runCommand(new Document("noSuchCommand", MongoRunner.SECRET))));
		RecordedEntity command = only(segment);
		assertThat(command).isFault()
			.hasAnnotation("command", "noSuchCommand")
			.hasNoAnnotation("collection")
			.hasException(MongoCommandException.class)
			.hasExceptionMessageContaining("code ");
		assertThat(command.metadata("mongodb")).containsKey("error_codes").doesNotContainKey("command");
		assertThat(segment.json()).doesNotContain(MongoRunner.SECRET);
	}

	@Test
	void housekeepingIsNotRecorded() {
		RecordedEntity segment = trace(() -> {
			this.database.runCommand(new Document("ping", 1));
			this.database.runCommand(new Document("isMaster", 1));
		});
		assertThat(segment.subsegments()).isEmpty();
		assertThat(List.of("hello", "saslStart", "saslContinue", "endSessions", "killCursors", "buildInfo"))
			.allMatch(CommandFacts::isHousekeeping);
	}

	@Test
	void nothingIsRecordedOutsideOfASegmentOrWhereItIsNotSampled() {
		MongoCollection<Document> users = this.database.getCollection("users");
		int before = this.traces.count();
		users.countDocuments();
		Segment segment = AWSXRay.beginSegment("unsampled");
		segment.setSampled(false);
		users.countDocuments();
		AWSXRay.endSegment();
		assertThat(this.traces.count()).isEqualTo(before);
	}

	@Test
	void aPipelineIsToldByItsStages() {
		RecordedEntity segment = trace(() -> this.database.getCollection("users")
			.aggregate(List.of(new Document("$match", new Document("city", new Document("$in", List.of("a", "b")))),
					new Document("$group", new Document("_id", "$city").append("n", new Document("$sum", 1)))))
			.first());
		assertThat(commandOf(segment, 0))
			.contains("pipeline: [{$match: {city: {$in: [?]}}}, {$group: {_id: ?, n: {$sum: ?}}}]");
	}

	private RecordedEntity trace(Runnable code) {
		return MongoRunner.trace(this.traces, code);
	}

	private static String commandOf(RecordedEntity segment, int index) {
		Map<String, Object> metadata = segment.subsegments().get(index).metadata("mongodb");
		return (String) metadata.get("command");
	}

	private static RecordedEntity only(RecordedEntity segment) {
		assertThat(segment.subsegments()).hasSize(1);
		return segment.subsegments().get(0);
	}

}
