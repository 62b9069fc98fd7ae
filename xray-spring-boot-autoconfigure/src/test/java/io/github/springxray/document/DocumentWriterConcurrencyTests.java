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

package io.github.springxray.document;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;

import io.github.springxray.testsupport.SegmentDocumentSchema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DocumentWriter} while other threads change what it writes.
 */
class DocumentWriterConcurrencyTests {

	/**
	 * Defect of the SDK: closing, streaming and serialising a tree from several threads
	 * race.
	 */
	@Test
	void writesValidDocumentsWhileOtherThreadsChangeTheTree() throws Exception {
		Segment segment = TestEntities.segment("root");
		DocumentWriter writer = new DocumentWriter();
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService threads = Executors.newFixedThreadPool(3);
		try {
			List<Future<?>> changes = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				changes.add(threads.submit(() -> change(segment, done)));
			}
			for (int i = 0; i < 50; i++) {
				for (byte[] document : writer.writeAll(segment, 16 * 1024)) {
					assertThat(document).hasSizeLessThanOrEqualTo(16 * 1024);
					SegmentDocumentSchema.assertValid(document);
				}
			}
			done.set(true);
			for (Future<?> change : changes) {
				change.get(10, TimeUnit.SECONDS);
			}
		}
		finally {
			done.set(true);
			threads.shutdownNow();
		}
	}

	private static void change(Segment segment, AtomicBoolean done) {
		for (int i = 0; !done.get(); i++) {
			Subsegment child = TestEntities.subsegment(segment, "child");
			Subsegment grandchild = TestEntities.subsegment(child, "grandchild");
			grandchild.putAnnotation("annotation" + i % 40, i);
			grandchild.putMetadata("key" + i % 40, List.of(i));
			segment.putAnnotation("annotation" + i % 100, i);
			if (i % 10 == 0) {
				grandchild.addException(new IllegalStateException("failed"));
			}
			TestEntities.end(grandchild);
			TestEntities.end(child);
			if (segment.getSubsegmentsCopy().size() > 20) {
				segment.removeSubsegment(child);
			}
		}
	}

}
