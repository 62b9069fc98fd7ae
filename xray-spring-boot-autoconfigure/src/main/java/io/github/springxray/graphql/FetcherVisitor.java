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

package io.github.springxray.graphql;

import graphql.TrivialDataFetcher;
import graphql.schema.DataFetcher;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchemaElement;
import graphql.schema.GraphQLTypeVisitorStub;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;

import io.github.springxray.context.Subsegments;

/**
 * Puts tracing around the data fetchers of the application, beneath what Spring puts
 * around them: there the thread and the context of Reactor are those of the request. The
 * getters of the engine are left alone, and so are the sources of subscriptions, which do
 * not end.
 */
final class FetcherVisitor extends GraphQLTypeVisitorStub {

	private final Subsegments subsegments;

	FetcherVisitor(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public TraversalControl visitGraphQLFieldDefinition(GraphQLFieldDefinition field,
			TraverserContext<GraphQLSchemaElement> context) {
		this.subsegments.safely("tracing a data fetcher", () -> trace(field, context));
		return TraversalControl.CONTINUE;
	}

	private void trace(GraphQLFieldDefinition field, TraverserContext<GraphQLSchemaElement> context) {
		GraphQLCodeRegistry.Builder registry = context.getVarFromParents(GraphQLCodeRegistry.Builder.class);
		if (!(context.getParentNode() instanceof GraphQLFieldsContainer parent)
				|| parent.getName().equals("Subscription")) {
			return;
		}
		FieldCoordinates coordinates = FieldCoordinates.coordinates(parent.getName(), field.getName());
		DataFetcher<?> fetcher = registry.getDataFetcher(coordinates, field);
		if (fetcher instanceof TrivialDataFetcher || fetcher.getClass().getName().startsWith("graphql.")) {
			return;
		}
		registry.dataFetcher(coordinates,
				new TracedDataFetcher(fetcher, parent.getName() + "." + field.getName(), this.subsegments));
	}

}
