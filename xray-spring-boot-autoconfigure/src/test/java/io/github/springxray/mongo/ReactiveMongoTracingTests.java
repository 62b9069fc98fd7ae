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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoCollection;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is recorded of commands of the reactive driver, and beneath what.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReactiveMongoTracingTests {

	private final MongoRunner mongo = new MongoRunner();

	@AfterAll
	void stop() {
		this.mongo.close();
	}

	@Test
	@SuppressWarnings("deprecation")
	void theParentIsWhatTheContextOfTheSubscriberHas() {
		this.mongo.runner().run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			MongoCollection<Document> users = context.getBean(MongoClient.class)
				.getDatabase("shop")
				.getCollection("reactive");
			Segment segment = AWSXRay.beginSegment("request");
			AWSXRay.clearTraceEntity();
			Flux.range(0, 5)
				.concatMap((i) -> users.insertOne(new Document("i", i)))
				.thenMany(Flux.from(users.find().batchSize(2)))
				.subscribeOn(Schedulers.boundedElastic())
				.contextWrite((outer) -> outer.put(EntityThreadLocalAccessor.KEY, segment))
				.blockLast();
			AWSXRay.setTraceEntity(segment);
			AWSXRay.endSegment();
			RecordedEntity recorded = traces.takeSegment("request");
			assertThat(recorded.subsegments()).extracting((entity) -> entity.annotations().get("command"))
				.startsWith("insert", "insert", "insert", "insert", "insert", "find", "getMore");
			assertThat(recorded.subsegments())
				.allSatisfy((entity) -> assertThat(entity).isComplete().hasName("shop@127.0.0.1"));
			traces.assertClean();
		});
	}

	@Test
	void withoutAContextItIsWhatIsCurrentWhereItIsSubscribed() {
		this.mongo.runner().run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			MongoCollection<Document> users = context.getBean(MongoClient.class)
				.getDatabase("shop")
				.getCollection("reactive");
			RecordedEntity segment = MongoRunner.trace(traces, () -> Mono.from(users.countDocuments()).block());
			assertThat(segment.subsegments()).singleElement()
				.satisfies((entity) -> assertThat(entity).hasAnnotation("command", "aggregate"));
		});
	}

	@Test
	void nothingIsRecordedForASubscriberWithoutATrace() {
		this.mongo.runner().run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			MongoCollection<Document> users = context.getBean(MongoClient.class)
				.getDatabase("shop")
				.getCollection("reactive");
			Mono.from(users.countDocuments()).block();
			assertThat(traces.count()).isZero();
			traces.assertClean();
		});
	}

}
