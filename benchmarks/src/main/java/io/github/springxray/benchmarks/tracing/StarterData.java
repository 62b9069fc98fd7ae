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

package io.github.springxray.benchmarks.tracing;

import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Namespace;

import io.github.springxray.entity.HttpRequestFields;
import io.github.springxray.entity.HttpResponseFields;
import io.github.springxray.entity.SharedFields;

/**
 * Puts the data of the request on entities as the features of the starter do.
 */
final class StarterData {

	/**
	 * What is the same for all connections of a pool.
	 */
	private static final SharedFields DATABASE = SharedFields
		.of(Map.of("url", Request.DATABASE_URL, "database_type", Request.DATABASE));

	private StarterData() {
	}

	static void request(Entity segment) {
		segment.putHttp("request",
				new HttpRequestFields(Request.METHOD, Request.URL, Request.USER_AGENT, Request.CLIENT_IP, false));
		segment.putAnnotation("tenant", Request.TENANT);
		segment.putAnnotation("user", Request.USER);
	}

	static void response(Entity entity) {
		entity.putHttp("response", new HttpResponseFields(Request.STATUS, Request.CONTENT_LENGTH));
	}

	static void query(Entity subsegment) {
		subsegment.setNamespace(Namespace.REMOTE.toString());
		subsegment.putAllSql(DATABASE);
		subsegment.putSql("sanitized_query", Request.QUERY);
	}

	static void call(Entity subsegment) {
		subsegment.setNamespace(Namespace.REMOTE.toString());
		subsegment.putHttp("request", new HttpRequestFields(Request.METHOD, Request.CALLED_URL, false));
		response(subsegment);
	}

}
