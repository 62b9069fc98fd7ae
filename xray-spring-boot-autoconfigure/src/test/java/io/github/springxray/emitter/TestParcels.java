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

package io.github.springxray.emitter;

import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.entities.Entity;

import io.github.springxray.document.DocumentWriter;
import io.github.springxray.document.TestEntities;
import io.github.springxray.entity.FinishedTree;

/**
 * Parcels as the emitter makes them, and their documents.
 */
final class TestParcels {

	private TestParcels() {
	}

	static Parcel parcel(Entity entity) {
		TestEntities.capture.capture(entity);
		FinishedTree tree = FinishedTree.handOver(FinishedTree.copyOf(entity, false), false);
		return new Parcel(tree.root(), tree.weight(), 1);
	}

	static Parcel weighing(long weight) {
		return new Parcel(FinishedTree.copyOf(TestEntities.segment("root"), false), weight, 1);
	}

	static List<TraceDocument> documents(Parcel parcel) {
		List<byte[]> written = new DocumentWriter().writeAll(parcel.trees(), DaemonSender.MAX_DOCUMENT).documents();
		List<TraceDocument> documents = new ArrayList<>();
		for (int i = 0; i < written.size(); i++) {
			documents.add(new TraceDocument(parcel, written.get(i), i == written.size() - 1));
		}
		return documents;
	}

	/**
	 * Send an entity.
	 * @return {@code null} if it was sent, otherwise the reason
	 */
	static String send(TraceSender sender, Entity entity) throws Exception {
		Parcel parcel = parcel(entity);
		sender.send(documents(parcel));
		return parcel.failure();
	}

}
