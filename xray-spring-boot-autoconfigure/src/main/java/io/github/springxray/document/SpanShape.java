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

import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.SegmentNames;
import io.github.springxray.entity.Block;
import io.github.springxray.entity.TraceEntity;

/**
 * What kind of span an entity becomes, as X-Ray tells segments, subsegments and their
 * namespaces by it.
 *
 * @param kind the number of the kind
 * @param entityName the name of the entity, as it is legal
 * @param segment whether the entity is a segment
 * @param namespace the namespace of a subsegment, if it is one that X-Ray knows
 * @param status the status of the HTTP response, 0 if there is none
 */
record SpanShape(int kind, String entityName, boolean segment, @Nullable String namespace, int status) {

	static final int INTERNAL = 1;

	static final int SERVER = 2;

	static final int CLIENT = 3;

	static final int PRODUCER = 4;

	static SpanShape of(TraceEntity entity) {
		Map<String, Object> http = EntityValues.of(entity, Block.HTTP);
		String name = SegmentNames.sanitize(entity.getName());
		int status = HttpAttributes.status(http);
		if (!(entity instanceof Subsegment)) {
			return new SpanShape(HttpAttributes.isRequest(http) ? SERVER : INTERNAL, name, true, null, status);
		}
		String namespace = entity.getNamespace();
		if ("aws".equals(namespace)) {
			boolean sending = AwsAttributes.isSending(EntityValues.of(entity, Block.AWS));
			return new SpanShape(sending ? PRODUCER : CLIENT, name, false, namespace, status);
		}
		boolean remote = "remote".equals(namespace);
		return new SpanShape(remote ? CLIENT : INTERNAL, name, false, remote ? namespace : null, status);
	}

	/**
	 * Return the name of the span. X-Ray shows it as the address of a database, and else
	 * takes it for the name of what is neither a segment nor a call to elsewhere.
	 */
	String spanName(TraceEntity entity, Set<SpanConvention> conventions) {
		if (this.segment) {
			String method = HttpAttributes.method(EntityValues.of(entity, Block.HTTP));
			return (method != null) ? method : this.entityName;
		}
		String url = conventions.contains(SpanConvention.XRAY) ? SqlAttributes.url(EntityValues.of(entity, Block.SQL))
				: null;
		return (url != null) ? url : this.entityName;
	}

	/**
	 * Return whether the span says of itself that it failed. A client's mistake is one
	 * for those who called, and not for those who were called.
	 */
	boolean isFailed(TraceEntity entity) {
		boolean caller = this.kind == CLIENT || this.kind == PRODUCER;
		return entity.isFault() || (entity.isError() && caller && isClientError());
	}

	/**
	 * Return whether X-Ray takes the span for an error, whatever its status.
	 */
	boolean isClientError() {
		return this.status >= 400 && this.status < 500;
	}

	boolean isServerError() {
		return this.status >= 500 && this.status < 600;
	}

}
