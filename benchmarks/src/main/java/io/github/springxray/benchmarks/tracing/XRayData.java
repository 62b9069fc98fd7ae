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

import java.util.LinkedHashMap;
import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Namespace;

/**
 * Puts the data of the request on the X-Ray SDK's entities.
 */
final class XRayData {

	private XRayData() {
	}

	static void request(Entity segment) {
		Map<String, Object> request = new LinkedHashMap<>();
		request.put("method", Request.METHOD);
		request.put("url", Request.URL);
		request.put("user_agent", Request.USER_AGENT);
		request.put("client_ip", Request.CLIENT_IP);
		segment.putHttp("request", request);
		segment.putAnnotation("tenant", Request.TENANT);
		segment.putAnnotation("user", Request.USER);
	}

	static void response(Entity entity) {
		Map<String, Object> response = new LinkedHashMap<>();
		response.put("status", Request.STATUS);
		response.put("content_length", Request.CONTENT_LENGTH);
		entity.putHttp("response", response);
	}

	static void query(Entity subsegment) {
		subsegment.setNamespace(Namespace.REMOTE.toString());
		subsegment.putSql("url", Request.DATABASE_URL);
		subsegment.putSql("database_type", Request.DATABASE);
		subsegment.putSql("sanitized_query", Request.QUERY);
	}

	static void call(Entity subsegment) {
		subsegment.setNamespace(Namespace.REMOTE.toString());
		Map<String, Object> request = new LinkedHashMap<>();
		request.put("method", Request.METHOD);
		request.put("url", Request.CALLED_URL);
		subsegment.putHttp("request", request);
		response(subsegment);
	}

}
