## report

report-good_entities = It finds about { $found } of 10 entities, and about { $right } of 10 it names are right: good enough to use with spot checks (F1 { $f1 } %).
report-fair_entities = It finds about { $found } of 10 entities, and about { $right } of 10 it names are right: a helpful first pass that a person should check (F1 { $f1 } %).
report-weak_entities = It finds about { $found } of 10 entities, and about { $right } of 10 it names are right: not ready to rely on (F1 { $f1 } %).
report-good_texts = It sorts { $f1 } % of { $examples } unseen texts correctly: good enough to use with spot checks.
report-fair_texts = It sorts { $f1 } % of { $examples } unseen texts correctly: a helpful first pass that a person should check.
report-weak_texts = It sorts { $f1 } % of { $examples } unseen texts correctly: not ready to rely on.
report-beats_dictionary = Only remembering the entities of the training data reaches { $baseline } %; this model reaches { $reached } %, so it has learnt more than a list.
report-misses_dictionary = Only remembering the entities of the training data reaches { $baseline } %; this model reaches { $reached } %, so it does not beat a simple list yet.
report-beats_most_frequent = Always answering the most frequent label is right { $baseline } % of the time; this model is right { $reached } %.
report-misses_most_frequent = Always answering the most frequent label is right { $baseline } % of the time; this model is right { $reached } %, so it has not learnt to tell the labels apart yet.
report-weakest = The weakest kind is “{ $label }” (F1 { $f1 } %, { $support ->
    [one] one example
   *[other] { $support } examples
}). More examples of it help most.
report-confused = The most frequent mix-up: “{ $gold }” is taken for “{ $predicted }” { $count ->
    [one] once
   *[other] { $count } times
}.
report-few_examples = { $count ->
    [one] “{ $labels }” has
   *[other] These have
} fewer than { $few } examples here, too few for a figure to trust: { $labels }.
report-truncated = { $count ->
    [one] One text was
   *[other] { $count } texts were
} longer than the model reads; only the beginning counted.
report-stopped_early = You stopped this run early; more training may still improve it.

## model

model-absent = The model “{ $model }” is not on this computer.
    .why = It has to be downloaded once before it can be trained.
    .fix = Open Model and choose Download, or choose a model that is already here.
model-unknown = There is no model called “{ $model }”.
    .why = It is no name of the catalogue, no hub name (owner/name) and no folder on this computer.
    .fix = Choose a model from the list, or check the path of the folder.
model-no_config = { $folder } has no config.json.
    .why = Without it nobody knows what kind of model the files are.
    .fix = Choose the folder that holds config.json, model.safetensors and the tokenizer files.
model-broken_config = The config.json of { $folder } cannot be read.
    .why = It is damaged, or not the configuration of a language model.
    .fix = Download or copy the model again.
model-has_code = { $folder } asks to run program code of its own.
    .why = Code that comes with a model could do anything on this computer, so Moore Studio never runs it.
    .fix = Choose a model of a standard kind, such as BERT, RoBERTa or DeBERTa.
model-pickle_only = { $folder } has its weights only in an unsafe format.
    .why = Files of that kind (pickle) can hide program code, so Moore Studio reads safetensors only.
    .fix = Choose a version of this model that has model.safetensors, or ask its author for one.
model-no_weights = { $folder } has no weights.
    .why = The file model.safetensors is missing, perhaps because a download or a copy broke off.
    .fix = Download or copy the model again.
model-no_tokenizer = { $folder } has no tokenizer.
    .why = Without it, text cannot be cut into the pieces this model knows.
    .fix = Copy the tokenizer files (tokenizer.json or vocab.txt) into the folder as well.
model-broken = The model “{ $model }” cannot be loaded.
    .why = Its files do not fit together, or its kind is not supported.
    .fix = Download it again, or choose another model.
model-hash_differs = The starter model has been changed.
    .why = Its weights are not the ones this version was made with.
    .fix = Set Moore Studio up again to restore it.

## cards of methods

method-full = Train everything
    .line = Every weight of the model learns from your data. Usually the best result.
method-lora = Train a small addition (LoRA)
    .line = Small extra matrices learn and the model itself stays. Needs less memory, a little less exact.
method-frozen = Train only the last layer
    .line = The model reads, and only its last layer learns. Fastest, good for a first look.

## cards of models

model-starter = Starter (MiniLM)
    .line = Small, fast and already here. Reads English; the best first try.
model-scratch-tiny = From scratch, tiny
    .line = Learns any language from your own texts alone. No download; needs many examples to be good.
model-distilbert = DistilBERT
    .line = Half the size of BERT and nearly as good. A solid step up for English.
model-bert-base = BERT base (cased)
    .line = The classic. Sees capital letters, which helps to find names.
model-bert-large = BERT large (cased)
    .line = Three times BERT base: better on hard texts, slow without a graphics card.
model-roberta-base = RoBERTa base
    .line = BERT trained longer on more text. Usually a little better for English.
model-modernbert-base = ModernBERT base
    .line = A newer English model that reads long texts at once.
model-deberta-v3-small = DeBERTa v3 small
    .line = Strong for its size in English.
model-deberta-v3-base = DeBERTa v3 base
    .line = Often the best English result on a normal computer; slower than BERT.
model-minilm-l12 = MiniLM (12 layers)
    .line = Twice as deep as the starter and still quick.
model-xlm-roberta-base = XLM-RoBERTa base
    .line = Reads a hundred languages, also mixed in one text.
model-xlm-roberta-large = XLM-RoBERTa large
    .line = The strongest here for many languages; wants a graphics card.
model-distilbert-multilingual = DistilBERT multilingual
    .line = A light model for a hundred languages.
model-bert-base-chinese = BERT base Chinese
    .line = The classic for Chinese, read character by character.
model-macbert-base = MacBERT base
    .line = A better trained BERT for Chinese; a good default.
model-roberta-wwm-ext = RoBERTa-wwm-ext
    .line = Chinese BERT trained on whole words; strong at finding names.
model-roberta-wwm-ext-large = RoBERTa-wwm-ext large
    .line = The large form: better on hard Chinese texts, slow without a graphics card.
model-rbt3 = RBT3
    .line = Three layers of Chinese RoBERTa: small and quick.

## model downloads

model-not_on_hub = The hub knows no model “{ $model }”.
    .why = The name is misspelt, the model was removed, or it is private.
    .fix = Check the name (owner/name). For a private model, put your access token into Settings.
model-gated = The model “{ $model }” is only given out after its terms are accepted.
    .why = Its authors ask everyone to agree on the hub first.
    .fix = Accept the terms on the hub with your account, then put your access token into Settings.
model-not_a_model_file = { $file } is neither a model folder nor a zip.
    .why = A model comes as a folder, or as a zip of one, with config.json and model.safetensors in it.
    .fix = Choose the folder or the zip.
model-archive_refused = { $file } was not unpacked.
    .why = Something in it is not safe: { $reason }.
    .fix = Unpack it yourself, look at it, and choose the folder.
model-has_link = { $folder } contains a link ({ $file }).
    .why = A link can point anywhere on this computer, so it is not followed.
    .fix = Copy the real file in its place.
computer-no_network = The hub cannot be reached.
    .why = There is no network, a firewall or proxy is in the way, or the address of the hub is wrong.
    .fix = Check the network and the hub address and proxy in Settings. What was downloaded is kept; Download goes on from there.
computer-disk_full = There is not enough space on the disk.
    .why = { $needed ->
        [0] The disk is full.
       *[other] This needs { NUMBER($needed, useGrouping: 1) } bytes, and { NUMBER($free, useGrouping: 1) } are free.
    }
    .fix = Free some space, for example with Clean up on the Runs page, and try again. Nothing was lost.
download-progress = Downloading { $model }
import-progress = Copying { $file }

