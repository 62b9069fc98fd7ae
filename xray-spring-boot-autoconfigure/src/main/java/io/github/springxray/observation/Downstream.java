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

package io.github.springxray.observation;

import java.util.List;
import java.util.Locale;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Namespace;
import com.amazonaws.xray.entities.Subsegment;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.HttpRequestFields;
import io.github.springxray.entity.HttpResponseFields;
import io.github.springxray.http.HttpStatusCodes;

/**
 * What an observation calls outside of the process, if it calls something: a node of the
 * map.
 *
 * @param name the name of the node
 * @param namespace what kind of subsegment it is
 * @param database the database that it is, {@code null} if it is none
 */
record Downstream(String name, Namespace namespace, @Nullable String database) {

	/**
	 * Find what is called.
	 * @return what is called, {@code null} for nothing
	 */
	static @Nullable Downstream of(Observation.Context context, KeyValues values, Entity entity) {
		if ("aws-api".equals(KnownKeys.first(values, List.of("rpc.system")))) {
			String service = KnownKeys.first(values, List.of("rpc.service"));
			return (service != null) ? new Downstream(service, Namespace.AWS, null) : null;
		}
		String database = KnownKeys.first(values, KnownKeys.DATABASE);
		if (database != null) {
			return beneath(entity) ? null
					: new Downstream(databaseOf(values, database), Namespace.REMOTE, database.toLowerCase(Locale.ROOT));
		}
		if (context instanceof SenderContext<?> sender) {
			String name = calleeOf(sender, values);
			return new Downstream((name != null) ? name : nameOf(context), Namespace.REMOTE, null);
		}
		String model = KnownKeys.first(values, KnownKeys.MODEL);
		if (model == null || KnownKeys.first(values, List.of("gen_ai.request.model")) == null) {
			return null;
		}
		return !beneath(entity) ? new Downstream(model, Namespace.REMOTE, null) : null;
	}

	/**
	 * Return the name of an observation that calls nothing.
	 */
	static String nameOf(Observation.ContextView context) {
		String name = context.getContextualName();
		if (name == null || name.isBlank()) {
			name = context.getName();
		}
		return (name != null && !name.isBlank()) ? name : "observation";
	}

	private static @Nullable String calleeOf(SenderContext<?> sender, KeyValues values) {
		String destination = KnownKeys.first(values, KnownKeys.DESTINATION);
		if (destination != null && sender.getKind() == Kind.PRODUCER) {
			return destination;
		}
		String peer = KnownKeys.first(values, KnownKeys.PEER);
		if (peer == null && KnownKeys.isValue(sender.getRemoteServiceName())) {
			peer = sender.getRemoteServiceName();
		}
		return (peer != null) ? peer : KnownKeys.first(values, List.of("rpc.service"));
	}

	private static String databaseOf(KeyValues values, String database) {
		String name = KnownKeys.first(values, KnownKeys.DATABASE_NAME);
		String host = KnownKeys.first(values, KnownKeys.PEER);
		if (host == null) {
			return (name != null) ? name : database;
		}
		return (name != null) ? name + "@" + host : host;
	}

	/**
	 * Return whether something beneath is the call itself, as one of our clients has
	 * recorded it.
	 */
	private static boolean beneath(Entity entity) {
		for (Subsegment child : entity.getSubsegmentsCopy()) {
			if (child.getNamespace() != null || beneath(child)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Put on a subsegment what X-Ray wants to know.
	 */
	void record(Entity entity, KeyValues values, boolean told) {
		entity.setNamespace(this.namespace.toString());
		if (this.namespace == Namespace.AWS) {
			putAws(entity, "operation", KnownKeys.first(values, List.of("rpc.method")));
			putAws(entity, "region", KnownKeys.first(values, List.of("cloud.region", "aws.region")));
			putAws(entity, "request_id", KnownKeys.first(values, List.of("aws.request_id", "aws.requestId")));
			return;
		}
		if (this.database != null) {
			entity.putSql("database_type", this.database);
			return;
		}
		String url = KnownKeys.first(values, KnownKeys.URL);
		String method = KnownKeys.first(values, KnownKeys.METHOD);
		if (url != null && method != null) {
			entity.putHttp("request", new HttpRequestFields(method, RecordedValues.ofUrl(url), told));
			recordStatus(entity, KnownKeys.first(values, KnownKeys.STATUS));
		}
	}

	private static void putAws(Entity entity, String key, @Nullable String value) {
		if (value != null) {
			entity.putAws(key, value);
		}
	}

	private static void recordStatus(Entity entity, @Nullable String text) {
		if (text == null || text.length() != 3 || !text.chars().allMatch(Character::isDigit)) {
			return;
		}
		int status = Integer.parseInt(text);
		entity.putHttp("response", new HttpResponseFields(status, -1));
		HttpStatusCodes.record(entity, status);
	}

}
